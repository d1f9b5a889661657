import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

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
}

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

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
  const describe = (rule: AxeResults['violations'][number], node: (typeof rule.nodes)[number]) =>
    `${rule.id} at ${node.target.join(' ')}: ${node.failureSummary?.replaceAll('\n', ' ') ?? rule.help} ${node.html.slice(0, 200)}`;
  const isKnown = (rule: string, target: string) =>
    known.some((entry) => entry.rule === rule && target.includes(entry.target));
  return {
    violations: results.violations.flatMap((rule) => rule.nodes.map((node) => describe(rule, node))),
    unexplained: results.incomplete.flatMap((rule) =>
      rule.nodes.filter((node) => !isKnown(rule.id, node.target.join(' '))).map((node) => describe(rule, node)),
    ),
  };
}
