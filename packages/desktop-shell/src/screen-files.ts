import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};

export interface ScreenFile {
  readonly body: Buffer;
  readonly contentType: string;
}

/**
 * A file of the built screen; null when there is none of this name. An address without an extension is one of the page's own
 * and gives the page. Nothing outside the folder is ever read: neither by `..`, however written, nor through a link.
 */
export async function readScreenFile(folder: string, pathname: string): Promise<ScreenFile | null> {
  const segments = safeSegments(pathname);
  if (segments === null) return null;
  const last = segments.at(-1) ?? '';
  const path = extname(last) === '' ? join(folder, 'index.html') : join(folder, ...segments);
  const contentType = TYPES[extname(path).toLowerCase()];
  if (contentType === undefined) return null;
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(path)]);
    if (!real.startsWith(root + sep)) return null;
    return { body: await readFile(real), contentType };
  } catch {
    return null;
  }
}

/** The decoded parts of a path; null when one of them is no plain name. */
function safeSegments(pathname: string): string[] | null {
  const segments: string[] = [];
  for (const part of pathname.split('/')) {
    if (part === '') continue;
    const name = decode(part);
    // Windows knows more separators and devices than `/`: only plain names pass.
    if (name === null || !/^[\w@-][\w.@+-]*$/u.test(name)) return null;
    segments.push(name);
  }
  return segments;
}

function decode(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
