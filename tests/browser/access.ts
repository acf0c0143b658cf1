import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { RunOnly } from 'axe-core'
import type { Page } from 'playwright-core'

/** The criteria of WCAG 2.2, levels A and AA, that axe can check. */
export const standard: RunOnly = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }

/** Axe's rules on landmarks, tables and names, which help screen reader users beyond the WCAG criteria. */
export const landmarks: RunOnly = {
  type: 'rule',
  values: [
    'empty-heading',
    'empty-table-header',
    'label-content-name-mismatch',
    'landmark-banner-is-top-level',
    'landmark-complementary-is-top-level',
    'landmark-contentinfo-is-top-level',
    'landmark-main-is-top-level',
    'landmark-no-duplicate-banner',
    'landmark-no-duplicate-contentinfo',
    'landmark-no-duplicate-main',
    'landmark-one-main',
    'landmark-unique',
    'scope-attr-valid',
    'table-duplicate-name',
  ],
}
/** The minified build, a third of the size of the source that the package names as its entry point. */
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Returns every element that breaks one of these rules, with the reason. */
export const faultsOfAccess = async (page: Page, runOnly: RunOnly): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource)
  const violations = await page.evaluate(async (only) => {
    const { axe: loaded } = window as typeof window & { axe: typeof axe }
    return (await loaded.run({ runOnly: only, resultTypes: ['violations'] })).violations
  }, runOnly)
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
  )
}
