import type { SeededRandom } from '@passbell/testkit/seeded-random';
import { STORE_FAULTS } from './cloud-node.ts';
import type { SimLink, Way, Weather } from './sim-link.ts';
import type { SimMachine } from './sim-machine.ts';
import type { FaultKind } from './sim-options.ts';
import type { SimWorld } from './sim-world.ts';

const MAX_CLONES = 2;
const MAX_RESTORES = 2;
const TEN_YEARS_MS = 10 * 365 * 86_400_000;

function at(world: SimWorld, afterMs: number, work: () => void): void {
  const { scheduler } = world.context;
  scheduler.at(scheduler.nowMs + afterMs, work);
}

/** Shuts ways of a link for a while. */
function shut(world: SimWorld, link: SimLink, ways: readonly ('up' | 'down')[], way: Way, forMs: number): void {
  for (const direction of ways) link.setWay(direction, way);
  at(world, forMs, () => {
    for (const direction of ways) link.setWay(direction, 'open');
  });
}

function clientLink(world: SimWorld, random: SeededRandom): SimLink {
  return random.pick(world.clients).parts.link;
}

/** What each fault that happens at a moment does. Gives the words for the trace. */
const STRIKES: Readonly<Partial<Record<FaultKind, (world: SimWorld, random: SeededRandom) => string | null>>> = {
  break: (world, random) => {
    const link = random.pick(world.links);
    link.breakLines();
    return link.name;
  },
  partition: (world, random) => {
    const link = clientLink(world, random);
    shut(world, link, ['up', 'down'], 'lose', random.between(200, 12_000));
    return link.name;
  },
  'one-way': (world, random) => {
    const link = random.pick(world.links);
    const direction = random.pick(['up', 'down'] as const);
    shut(world, link, [direction], 'lose', random.between(200, 12_000));
    return `${link.name} ${direction}`;
  },
  hold: (world, random) => {
    const link = random.pick(world.links);
    const ways = random.pick([['down'], ['up'], ['up', 'down']] as const);
    shut(world, link, ways, 'hold', random.between(100, 8_000));
    return `${link.name} ${ways.join()}`;
  },
  'edge-crash': (world, random) => {
    const isPowerLoss = random.chance(0.5);
    world.edge.crash(isPowerLoss);
    return isPowerLoss ? 'power' : 'process';
  },
  'edge-stop': (world) => {
    world.edge.stop();
    return '';
  },
  'commit-crash': (world, random) => {
    const fault = random.pick(['crash-in-transaction', 'crash-before-commit', 'crash-after-commit'] as const);
    world.edge.disk.arm(fault, random.below(12));
    return null;
  },
  'commit-error': (world, random) => {
    world.edge.disk.arm(random.pick(['error-before-commit', 'error-after-commit'] as const), 0);
    return null;
  },
  'statement-error': (world, random) => {
    world.edge.disk.arm('statement-error', random.below(8));
    return null;
  },
  'client-crash': (world, random) => {
    const client = random.pick(world.clients);
    if (client.life === null) return null;
    client.crash();
    client.parts.link.died(client.parts.machine, random.chance(0.5));
    at(world, random.between(100, 3_000), () => {
      if (client.life === null) void client.start();
    });
    return client.parts.name;
  },
  'client-clone': (world, random) => {
    const originals = world.clients.filter((client) => client.parts.image === undefined);
    if (world.clients.length - originals.length >= MAX_CLONES) return null;
    const original = random.pick(originals);
    world.clone(original);
    return original.parts.name;
  },
  'cloud-cut': (world, random) => {
    shut(world, world.cloudLink, ['up', 'down'], 'lose', random.between(500, 15_000));
    return '';
  },
  'cloud-crash': (world, random) => {
    const { machine } = world.cloud;
    if (!machine.isUp) return null;
    world.cloud.crash();
    world.cloudLink.died(machine, random.chance(0.5));
    at(world, random.between(200, 8_000), () => world.cloud.boot());
    return '';
  },
  'cloud-restore': (world, random) => {
    if (random.chance(0.5) || !world.cloud.restore()) {
      world.cloud.backUp();
      return null;
    }
    const { machine } = world.cloud;
    world.cloud.crash();
    world.cloudLink.died(machine, random.chance(0.5));
    world.cloud.boot();
    return `to ${world.cloud.location.cursor.seq}`;
  },
  'cloud-store': (world, random) => {
    world.cloud.arm(random.pick(STORE_FAULTS));
    return null;
  },
  'edge-restore': (world, random) => {
    if (world.edge.restores < MAX_RESTORES && random.chance(0.5) && world.restoreEdge())
      return `to ${world.edge.watch.head.seq}`;
    world.edge.backUp();
    return null;
  },
  pause: (world, random) => {
    const machine: SimMachine = random.pick([
      world.edge.machine,
      world.cloud.machine,
      ...world.clients.map((client) => client.parts.machine),
    ]);
    const forMs = random.between(50, 9_000);
    machine.pause(forMs);
    return `${machine.name} ${forMs}`;
  },
  'clock-step': (world, random) => {
    const machines = [world.edge.machine, world.cloud.machine, ...world.clients.map((client) => client.parts.machine)];
    const machine = random.pick(machines);
    const toEpoch = -machine.clock.nowMs() + random.below(60_000);
    const byMs = random.pick([toEpoch, TEN_YEARS_MS, -TEN_YEARS_MS, 3_600_000, -3_600_000, 5_000, -5_000]);
    machine.stepWall(machine.clock.nowMs() + byMs < 0 ? toEpoch : byMs);
    if (machine === world.edge.machine) world.edgeClockStepped = true;
    return `${machine.name} ${byMs}`;
  },
};

function drawWeather(world: SimWorld, random: SeededRandom, link: SimLink): Weather {
  const { faults } = world.options;
  const isLossy = faults.lossy !== undefined && random.chance(0.6);
  const isSlow = faults.slow !== undefined && random.chance(0.6);
  // Frames of the sync are acknowledged one by one and ride on TCP; twice the same hello cannot be.
  const isDoubled = faults.duplicate !== undefined && link !== world.cloudLink && random.chance(0.7);
  return {
    minDelayMs: 1,
    maxDelayMs: isSlow ? random.between(20, 1_500) : random.between(2, 15),
    breakRate: isLossy ? random.float() * 0.02 : 0,
    silentRate: isLossy ? random.float() * 0.006 : 0,
    lossRate: isLossy ? random.float() * 0.05 : 0,
    duplicateRate: isDoubled ? random.float() * 0.15 : 0,
    refuseRate: isLossy ? random.float() * 0.2 : 0,
  };
}

/** Plans the storm: the weather of every link at once, everything else as time goes. */
export function planFaults(world: SimWorld): void {
  const { context, options, random } = world;
  const weatherDraws = random.fork();
  for (const link of world.links) link.weather = drawWeather(world, weatherDraws, link);
  for (const kind of ['lossy', 'slow', 'duplicate'] as const)
    if (options.faults[kind] !== undefined) context.fault(kind, 'weather');
  for (const [name, everyMs] of Object.entries(options.faults)) {
    const kind = name as FaultKind; // The keys of `faults` are fault kinds.
    const strike = STRIKES[kind];
    const draws = random.fork();
    if (strike === undefined) continue;
    const next = () => {
      at(world, draws.between(1, 2 * everyMs), () => {
        if (context.scheduler.nowMs >= options.stormMs) return;
        const detail = strike(world, draws);
        if (detail !== null) context.fault(kind, detail);
        next();
      });
    };
    next();
  }
}
