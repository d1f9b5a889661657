import { expect, test } from 'vitest';
import type { Edge } from '../compose.ts';
import { PortTaken } from '../http/http-server.ts';
import { runEdge } from './serve-command.ts';

/** As much of an edge as its run looks at. */
function edgeThat(start: () => Promise<void>, calls: string[]): Edge {
  const edge: Pick<Edge, 'start' | 'stop' | 'url'> = {
    start,
    url: () => 'http://127.0.0.1:8420',
    stop: async () => {
      calls.push('stop');
    },
  };
  return edge as Edge; // runEdge uses nothing else of it.
}

test('when the journal failed, the process ends with 70 and nothing is written or closed any more', async () => {
  const [calls, complaints]: [string[], string[]] = [[], []];
  const code = await runEdge((onFatal) => edgeThat(async () => onFatal(new Error('disk I/O error')), calls), {
    print: () => undefined,
    complain: (line) => complaints.push(line),
  });
  expect(code).toBe(70);
  expect(calls).toEqual([]);
  expect(complaints.join()).toContain('disk I/O error');
});

test('a start that fails in a known way is explained, and what was opened is closed', async () => {
  const [calls, complaints]: [string[], string[]] = [[], []];
  const code = await runEdge(() => edgeThat(() => Promise.reject(new PortTaken(8420)), calls), {
    print: () => undefined,
    complain: (line) => complaints.push(line),
  });
  expect(code).toBe(1);
  expect(calls).toEqual(['stop']);
  expect(complaints).toEqual([
    'Port 8420 is in use by another program. Stop it, or choose another port with PASSBELL_EDGE_PORT.',
  ]);
});

test('what nobody foresaw is not swallowed', async () => {
  const run = runEdge(() => edgeThat(() => Promise.reject(new Error('unforeseen')), []), {
    print: () => undefined,
    complain: () => undefined,
  });
  await expect(run).rejects.toThrow('unforeseen');
});
