/** More tabs of one till than this share the last slot. */
const MAX_SLOTS = 8;

/**
 * A number of its own for each tab of this browser, so that two tabs never write the same drafts. The browser gives it
 * back when the tab goes. Plain http pages of other machines have no locks: there one tab is the rule, and it is slot 1.
 */
export async function takeTillSlot(locks: LockManager | undefined): Promise<number> {
  if (locks === undefined) return 1;
  for (let slot = 1; slot < MAX_SLOTS; slot += 1) {
    const taken = await new Promise<boolean>((resolve) => {
      locks
        .request(`passbell-till-${slot}`, { ifAvailable: true }, (lock) => {
          resolve(lock !== null);
          // Held for as long as the tab lives.
          return lock === null ? undefined : new Promise<void>(() => undefined);
        })
        .catch(() => resolve(false));
    });
    if (taken) return slot;
  }
  return MAX_SLOTS;
}
