/** The station the page's address names; null when it names none. Example: `?station=grill`. */
export function stationInAddress(search: string): string | null {
  const station = new URLSearchParams(search).get('station');
  return station === null || station === '' ? null : station;
}

/** The same address with another station, for the history entry of the page. */
export function withStation(address: string, stationId: string): string {
  const url = new URL(address);
  url.searchParams.set('station', stationId);
  return url.href;
}
