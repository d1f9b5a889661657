import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, composeCloud } from '@passbell/cloud-sync/compose';
import type { LocationRow } from '@passbell/core/location/location-row';
import type { MenuDocument } from '@passbell/core/menu/menu-document';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../src/browser/launch-browser.ts';
import { demoLocation } from '../src/demo/restaurant/demo-location.ts';
import { demoMenu } from '../src/demo/restaurant/demo-menu.ts';
import { demoOpeningStock } from '../src/demo/restaurant/demo-opening-stock.ts';
import { demoStaff } from '../src/demo/restaurant/demo-staff.ts';
import { freePort } from '../src/restaurant/free-port.ts';
import { openRestaurant, type Restaurant } from '../src/restaurant/open-restaurant.ts';

const TENANT = { orgId: 'org-proof', locationId: 'loc-proof' };

/** Longest one step may take on a busy machine; what has to be fast is measured by itself. */
const STEP_TIMEOUT_MS = 15_000;

/** How this house differs from the demo. */
interface HouseOptions {
  readonly location?: Partial<LocationRow>;
  /** What is on the shelves of some ingredients; the rest is as in the demo. */
  readonly stock?: Readonly<Record<string, number>>;
  readonly menu?: MenuDocument;
}

/** What a page is shown on. */
export interface Screen {
  readonly width: number;
  readonly height: number;
  readonly reducedMotion?: 'reduce';
}

/** The demo restaurant with its cloud and a browser, all real, in a folder of its own. */
export interface House {
  /** The edge that runs, or ran last. */
  readonly restaurant: Restaurant;
  readonly browser: Browser;
  /** Stops the edge; its folder and port stay its own. */
  stopEdge(): Promise<void>;
  /** Starts it again on the same folder and port. */
  startEdge(): Promise<void>;
  /** Stops the cloud with its PostgreSQL; the restaurant goes on. */
  stopCloud(): Promise<void>;
  startCloud(): Promise<Cloud>;
  /** Asks the cloud's PostgreSQL once everything that arrived is projected. */
  query<Row>(sql: string, values: readonly unknown[]): Promise<Row[]>;
  cloudUrl(): string;
  /** A page of its own, as on a machine of its own. Counts the presses of pointers (see `pointerPresses`). */
  newScreen(path: string, screen?: Screen): Promise<Page>;
  /** What pages logged as errors. */
  readonly pageErrors: readonly string[];
  /** Closes every page, as at the end of a test. */
  closeScreens(): Promise<void>;
  close(): Promise<void>;
}

/** The window of a page, with what the house counts in it. */
interface CountingWindow extends Window {
  pointerPresses?: number;
}

export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const dir = mkdtempSync(join(tmpdir(), 'passbell-house-'));
  const port = await freePort();
  const pageErrors: string[] = [];
  const startCloud = () => composeCloud({ database: { kind: 'embedded', dir: join(dir, 'cloud') }, port });
  let cloud: Cloud | null = await startCloud();
  const { syncUrl } = cloud;
  const token = await cloud.ensureLocation({ ...TENANT, name: demoLocation.name });
  const { id: _, ...location } = { ...demoLocation, ...options.location };
  const openEdge = (edgePort?: number) =>
    openRestaurant({
      ...TENANT,
      location,
      menu: options.menu ?? demoMenu,
      stock: demoOpeningStock.map((line) => ({
        ...line,
        quantity: options.stock?.[line.ingredientId] ?? line.quantity,
      })),
      staff: demoStaff,
      demo: true,
      home: join(dir, 'edge-home'),
      cloud: { url: syncUrl, token },
      ...(edgePort !== undefined && { port: edgePort }),
    });
  let restaurant = await openEdge();
  const browser = await launchBrowser();
  return {
    get restaurant() {
      return restaurant;
    },
    browser,
    pageErrors,
    stopEdge: () => restaurant.close(),
    startEdge: async () => {
      restaurant = await openEdge(Number(new URL(restaurant.url).port));
    },
    cloudUrl: () => `http://127.0.0.1:${port}`,
    stopCloud: async () => {
      await cloud?.stop();
      cloud = null;
    },
    startCloud: async () => {
      cloud = await startCloud();
      return cloud;
    },
    query: async (sql, values) => {
      if (!cloud) throw new Error('the cloud is stopped');
      await cloud.projected();
      const client = new pg.Client({ connectionString: cloud.databaseUrl });
      await client.connect();
      try {
        return (await client.query(sql, [...values])).rows;
      } finally {
        await client.end();
      }
    },
    newScreen: async (path, { reducedMotion, ...size } = { width: 1440, height: 900 }) => {
      const context = await browser.newContext({
        viewport: size,
        locale: 'en-US',
        timezoneId: 'America/New_York',
        ...(reducedMotion && { reducedMotion }),
      });
      context.setDefaultTimeout(STEP_TIMEOUT_MS);
      await context.addInitScript(() => {
        const counting = window as CountingWindow; // Declared above; only the house writes it.
        counting.pointerPresses = 0;
        addEventListener('pointerdown', () => (counting.pointerPresses = (counting.pointerPresses ?? 0) + 1), true);
      });
      const page = await context.newPage();
      page.on('pageerror', (error) => pageErrors.push(`${path}: ${error.message}`));
      await page.goto(`${restaurant.url}${path}`);
      return page;
    },
    closeScreens: async () => {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    close: async () => {
      await browser.close();
      await restaurant.close();
      await cloud?.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** How often a finger or mouse came down on a page since it was loaded. */
export function pointerPresses(page: Page): Promise<number> {
  return page.evaluate(() => (window as CountingWindow).pointerPresses ?? Number.NaN); // As in `newScreen`.
}

/** Chooses a name and types its PIN. */
export async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(name) }).click();
  await page.keyboard.type(pin);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Menu sections' }).waitFor();
}

/** Opens a till with one tap and signs a person in. */
export async function openTill(house: House, name: string, pin: string, screen?: Screen): Promise<Page> {
  const page = await house.newScreen('/pos/', screen);
  await page.getByRole('button', { name: 'Open the demo restaurant' }).click();
  await signIn(page, name, pin);
  return page;
}

/** Opens a kitchen screen for a station with one tap. */
export async function openKitchenScreen(
  house: House,
  station: string,
  screen: Screen = { width: 1920, height: 1080 },
): Promise<Page> {
  const page = await house.newScreen('/kds/', screen);
  await page.getByRole('button', { name: station, exact: true }).click();
  await page.getByRole('heading', { name: station, level: 1 }).waitFor();
  return page;
}
