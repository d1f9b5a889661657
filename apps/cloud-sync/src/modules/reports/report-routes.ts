import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Clock } from '@passbell/core/kernel/clock';
import { Router } from 'express';
import type { CloudDb } from '../../db/database.ts';
import { headOfficePage } from './head-office-page.ts';
import { headOfficeScript } from './head-office-script.ts';
import { locationsReport } from './location-status-query.ts';
import { englishText } from './page-text.ts';
import { salesToday } from './sales-today-query.ts';

function asset(name: string): string {
  return readFileSync(new URL(`./${name}`, import.meta.url), 'utf8');
}

/** The page brings its own letters: no other host is asked for them. */
const INTER = createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');

/** The head-office page, what it is made of, and the same figures as JSON. */
export function reportRoutes(db: CloudDb, clock: Clock): Router {
  const router = Router();
  const stylesheet = asset('head-office.css');
  const bell = asset('bell.svg');
  const inter = readFileSync(INTER);

  router.get('/', async (_request, response) => {
    const nowMs = clock.nowMs();
    const [report, sales] = await Promise.all([locationsReport(db, nowMs), salesToday(db, nowMs)]);
    response.type('html').send(headOfficePage(englishText, report, sales));
  });
  router.get('/v1/sales/today', async (_request, response) => {
    response.json(await salesToday(db, clock.nowMs()));
  });
  router.get('/v1/locations', async (_request, response) => {
    response.json(await locationsReport(db, clock.nowMs()));
  });
  router.get('/assets/head-office.css', (_request, response) => void response.type('css').send(stylesheet));
  router.get('/assets/head-office.js', (_request, response) => void response.type('js').send(headOfficeScript));
  router.get('/assets/inter.woff2', (_request, response) => void response.type('font/woff2').send(inter));
  router.get('/assets/bell.svg', (_request, response) => void response.type('svg').send(bell));
  return router;
}
