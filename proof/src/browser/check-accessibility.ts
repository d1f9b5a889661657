import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult } from 'axe-core';
import type { Page } from 'playwright-core';
import { measureContrast } from './measure-contrast.ts';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Something axe could not decide, which a person has looked at. */
export interface KnownIncomplete {
  readonly rule: string;
  /** A part of the selector axe reports. */
  readonly target: string;
  readonly reason: string;
}

/** What axe found that nobody has explained: violations, and incomplete results without a reason. */
export interface AccessibilityFindings {
  readonly violations: readonly string[];
  readonly unexplained: readonly string[];
  /** The entries of the given list that were needed. */
  readonly explained: readonly KnownIncomplete[];
  /** Contrasts that axe gave up on and that were measured here instead, and suffice. */
  readonly measured: number;
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Where axe gives up on a contrast though the layers behind the words are known: patterns, single letters, arrows. */
const MEASURABLE: ReadonlySet<unknown> = new Set(['bgGradient', 'shortTextContent', 'nonBmp']);

interface Incomplete {
  readonly rule: AxeResults['incomplete'][number];
  readonly node: NodeResult;
}

function describe({ rule, node }: Incomplete): string {
  return `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary?.replaceAll('\n', ' ') ?? rule.help} ${node.html.slice(0, 200)}`;
}

function eachNode(rules: AxeResults['incomplete']): Incomplete[] {
  return rules.flatMap((rule) => rule.nodes.map((node) => ({ rule, node })));
}

async function isEnough(page: Page, { rule, node }: Incomplete): Promise<boolean> {
  const [selector] = node.target;
  const isMeasurable = node.any.some((check) => MEASURABLE.has(check.data?.messageKey));
  if (rule.id !== 'color-contrast' || !isMeasurable || typeof selector !== 'string') return false;
  const contrast = await measureContrast(page, selector);
  return contrast !== null && contrast.ratio >= contrast.needed;
}

/** Runs axe on a page as it stands. */
export async function checkAccessibility(
  page: Page,
  known: readonly KnownIncomplete[] = [],
): Promise<AccessibilityFindings> {
  // Evaluated by the debugger, so the page's content security policy stays as it ships.
  await page.evaluate(source);
  const results = (await page.evaluate(
    `axe.run(document, ${JSON.stringify({ runOnly: { type: 'tag', values: TAGS } })})`,
  )) as AxeResults; // axe's own result.
  const open: Incomplete[] = [];
  let measured = 0;
  for (const each of eachNode(results.incomplete)) {
    if (await isEnough(page, each)) measured += 1;
    else open.push(each);
  }
  const reasonOf = ({ rule, node }: Incomplete) =>
    known.find((entry) => entry.rule === rule.id && node.target.join(' ').includes(entry.target));
  return {
    violations: eachNode(results.violations).map(describe),
    unexplained: open.filter((each) => !reasonOf(each)).map(describe),
    explained: [...new Set(open.flatMap((each) => reasonOf(each) ?? []))],
    measured,
  };
}
