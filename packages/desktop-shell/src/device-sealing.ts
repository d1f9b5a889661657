import { type Sealing, UNSEALED } from '@passbell/edge-client/sealing';
import type { SafeStoragePort } from './electron-port.ts';

/** Sealing by the system's keystore. A machine without one keeps text as it is: a till must come up after a power cut. */
export async function deviceSealing(safeStorage: SafeStoragePort): Promise<{ sealing: Sealing; isSealed: boolean }> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return { sealing: UNSEALED, isSealed: false };
  const sealing: Sealing = {
    seal: async (text) => (await safeStorage.encryptStringAsync(text)).toString('base64'),
    open: async (sealed) => (await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))).result,
  };
  return { sealing, isSealed: true };
}
