import type { DocumentCache } from '@passbell/edge-client/document-cache';
import type { Sealing } from '@passbell/edge-client/sealing';
import { type ShellSettings, shellSettings } from './ipc-contract.ts';

/** The device's settings, kept sealed. */
export interface SettingsStore {
  current(): ShellSettings;
  change(change: Partial<ShellSettings>): Promise<ShellSettings>;
}

/** With a dot: pages cannot name it. */
const NAME = 'shell.settings';
const UNPAIRED: ShellSettings = { edgeUrl: null, deviceToken: null };

/** Reads the settings; those that cannot be read (another machine's disk) are as good as none: the device pairs again. */
export async function openSettingsStore(
  documents: DocumentCache,
  sealing: Sealing,
  defaults: Partial<ShellSettings>,
): Promise<SettingsStore> {
  let settings = (await readSettings(documents, sealing)) ?? { ...UNPAIRED, ...defaults };
  return {
    current: () => settings,
    async change(change) {
      settings = shellSettings.parse({ ...settings, ...change });
      await documents.write(NAME, await sealing.seal(JSON.stringify(settings)));
      return settings;
    },
  };
}

async function readSettings(documents: DocumentCache, sealing: Sealing): Promise<ShellSettings | null> {
  try {
    const text = await documents.read(NAME);
    return text === null ? null : shellSettings.parse(JSON.parse(await sealing.open(text)));
  } catch {
    return null;
  }
}
