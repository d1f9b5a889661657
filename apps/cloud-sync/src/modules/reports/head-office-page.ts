import { type Html, html } from './html.ts';
import type { LocationStatus, LocationSyncState, LocationsReport } from './location-status-query.ts';
import type { PageText } from './page-text.ts';
import type { LocationSales, SalesFigures, SalesToday } from './sales-today-query.ts';

/** A shape beside each word, so that a state is never colour alone. */
const STATE_SHAPES: Readonly<Record<LocationSyncState, string>> = {
  live: 'M5 12.5l4.5 4.5L19 7.5',
  catching_up: 'M20 12a8 8 0 1 1-2.4-5.7M20 3v5h-5',
  no_contact: 'M3 3l18 18M8 18h9a4 4 0 0 0 1.6-7.7M14.5 7A6 6 0 0 0 6.2 11 3.6 3.6 0 0 0 7 18',
  never: 'M12 7v5l3 2M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18',
  set_aside: 'M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16.5v.5',
};

function shape(state: LocationSyncState): Html {
  return html`<svg class="shape" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${STATE_SHAPES[state]}"/></svg>`;
}

/** The two lines that tell how well the cloud knows a location. */
function syncWords(text: PageText, status: LocationStatus): { word: string; hint: string } {
  const heard = status.secondsSinceContact === null ? '' : text.heardAgo(status.secondsSinceContact * 1_000);
  switch (status.state) {
    case 'live':
      return { word: text.live, hint: heard };
    case 'catching_up':
      return { word: text.catchingUp(status.eventsBehind), hint: heard };
    case 'no_contact': {
      const since = text.noContactSince(text.timeOf(status.lastContactMs ?? 0, status.timeZone));
      return { word: since, hint: status.eventsBehind > 0 ? text.heldOnSite(status.eventsBehind) : heard };
    }
    case 'never':
      return { word: text.neverCalled, hint: text.neverCalledHint };
    case 'set_aside':
      return { word: text.setAside, hint: text.setAsideHint };
  }
}

function noticeOf(text: PageText, status: LocationStatus): string | null {
  switch (status.state) {
    case 'live':
      return null;
    case 'catching_up':
      return text.catchingUpNotice(status.name, status.eventsBehind);
    case 'no_contact':
      return text.noContactNotice(status.name, text.timeOf(status.lastContactMs ?? 0, status.timeZone));
    case 'never':
      return text.neverNotice(status.name);
    case 'set_aside':
      return text.setAsideNotice(status.name);
  }
}

/** What a person must look at comes first. */
const NOTICE_ORDER: readonly LocationSyncState[] = ['set_aside', 'no_contact', 'catching_up', 'never', 'live'];

function notices(text: PageText, locations: readonly LocationStatus[]): Html | null {
  const byUrgency = [...locations].sort((a, b) => NOTICE_ORDER.indexOf(a.state) - NOTICE_ORDER.indexOf(b.state));
  const all = byUrgency.flatMap((status) => {
    const words = noticeOf(text, status);
    return words === null
      ? []
      : [html`<li class="notice ${status.state}">${shape(status.state)}<span>${words}</span></li>`];
  });
  return all.length === 0
    ? null
    : html`<section aria-labelledby="notes"><h2 id="notes" class="quiet">${text.needsAttention}</h2><ul class="notices">${all}</ul></section>`;
}

function figure(label: string, value: string, hint: Html | string): Html {
  return html`<div class="figure"><dt>${label}</dt><dd class="value">${value}</dd><dd class="hint">${hint}</dd></div>`;
}

function tenderList(text: PageText, sums: SalesFigures): Html | string {
  if (sums.tenders.length === 0) return text.nothingPaid;
  return html`${sums.tenders.map((sum) => html`<span class="tender">${text.paymentsBy(sum.tender, sum.payments)} <bdi>${text.money(sum.amountMinor, sums.currency)}</bdi></span> `)}`;
}

function figures(text: PageText, sums: SalesFigures): Html {
  const paidMinor = sums.tenders.reduce((sum, tender) => sum + tender.amountMinor, 0);
  const money = (minor: number): string => text.money(minor, sums.currency);
  return html`<dl class="card figures" aria-label="${text.figuresHeading}, ${sums.currency}">
${figure(text.netSales, money(sums.netMinor), sums.currency)}
${figure(text.orders, text.number(sums.orders), '')}
${figure(text.averageCheck, sums.averageCheckMinor === null ? '–' : money(sums.averageCheckMinor), text.averageHint)}
${figure(text.grossSales, money(sums.grossMinor), text.grossHint)}
${figure(text.tax, money(sums.taxMinor), '')}
${figure(text.paid, money(paidMinor), tenderList(text, sums))}
</dl>`;
}

function locationRow(text: PageText, status: LocationStatus, sales: LocationSales | undefined): Html {
  const { word, hint } = syncWords(text, status);
  const money = (minor: number): string => (sales === undefined ? '–' : text.money(minor, sales.currency));
  const unread = status.deadLetters > 0 ? html`<span class="hint">${text.unread(status.deadLetters)}</span>` : null;
  const number = (label: string, value: string): Html =>
    html`<td role="cell" class="number"><span class="label" aria-hidden="true">${label}</span><bdi>${value}</bdi></td>`;
  return html`<tr role="row"><th role="rowheader" scope="row"><bdi>${status.name}</bdi><span class="hint">${text.businessDay(sales?.businessDay ?? '')}</span></th>
${number(text.orders, text.number(sales?.orders ?? 0))}
${number(text.netSales, money(sales?.netMinor ?? 0))}
${number(text.tax, money(sales?.taxMinor ?? 0))}
${number(text.grossSales, money(sales?.grossMinor ?? 0))}
<td role="cell" class="sync"><span class="chip ${status.state}">${shape(status.state)}</span><span>${word}<span class="hint">${hint}</span>${unread}</span></td></tr>`;
}

function locationsTable(text: PageText, report: LocationsReport, sales: SalesToday): Html {
  const salesOf = (status: LocationStatus): LocationSales | undefined =>
    sales.locations.find((one) => one.orgId === status.orgId && one.locationId === status.locationId);
  const head = (label: string, kind = ''): Html =>
    html`<th role="columnheader" scope="col" class="${kind}">${label}</th>`;
  return html`<section class="card" aria-labelledby="locations"><h2 id="locations">${text.locationsHeading}</h2>
<table role="table" aria-labelledby="locations"><thead role="rowgroup"><tr role="row">
${head(text.restaurant)}${head(text.orders, 'number')}${head(text.netSales, 'number')}${head(text.tax, 'number')}${head(text.grossSales, 'number')}${head(text.sync, 'sync')}
</tr></thead><tbody role="rowgroup">${report.locations.map((status) => locationRow(text, status, salesOf(status)))}</tbody></table>
${report.truncated ? html`<p class="hint">${text.truncated}</p>` : null}</section>`;
}

function empty(headline: string, hint: string): Html {
  return html`<section class="card empty"><p class="headline">${headline}</p><p>${hint}</p></section>`;
}

function body(text: PageText, report: LocationsReport, sales: SalesToday): Html {
  if (report.locations.length === 0) return empty(text.noLocations, text.noLocationsHint);
  const hasOrders = sales.totals.some((sums) => sums.orders > 0);
  return html`${notices(text, report.locations)}
<section aria-labelledby="sales"><h2 id="sales" class="quiet">${text.figuresHeading}</h2>
${hasOrders ? sales.totals.filter((sums) => sums.orders > 0).map((sums) => figures(text, sums)) : empty(text.noOrders, text.noOrdersHint)}</section>
${locationsTable(text, report, sales)}`;
}

/** The head-office page as a whole document. Complete without its script, which only fetches it again and again. */
export function headOfficePage(text: PageText, report: LocationsReport, sales: SalesToday): string {
  const asOf = new Date(report.asOfMs).toISOString();
  return html`<!doctype html>
<html lang="${text.locale}" dir="${text.direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${text.title}</title>
<link rel="stylesheet" href="/assets/head-office.css"><link rel="icon" href="/assets/bell.svg" type="image/svg+xml">
<script src="/assets/head-office.js" defer></script></head>
<body><a class="skip" href="#figures">${text.skip}</a>
<header><img src="/assets/bell.svg" alt="" width="28" height="28"><span class="wordmark">Passbell</span></header>
<main id="figures" tabindex="-1"><div class="top"><div><h1>${text.heading}</h1><p class="hint">${text.subheading}</p></div></div>
<p id="lost" class="notice no_contact" role="status" hidden>${shape('no_contact')}<span>${text.lostCloud}</span></p>
<div id="live"><p class="hint as-of"><time datetime="${asOf}">${text.asOf(text.timeOf(report.asOfMs, 'UTC'))} UTC</time></p>${body(text, report, sales)}</div></main></body></html>
`.markup;
}
