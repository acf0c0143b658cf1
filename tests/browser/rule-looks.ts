import { type Look, press, unfold } from './look.ts'

/** Looks at the pages that show, edit and preview the rules. */
export const ruleLooks: readonly Look[] = [
  {
    name: 'rules',
    route: '_in/administration.rules.index',
    who: 'admin@taskforce.demo',
    at: () => '/administration/rules',
    pictured: true,
  },
  {
    name: 'rules-of',
    route: '_in/administration.rules.$code',
    who: 'admin@taskforce.demo',
    at: () => '/administration/rules/ph',
    pictured: true,
  },
  {
    name: 'rule-edit',
    route: '_in/administration.rules.$code',
    who: 'admin@taskforce.demo',
    at: () => '/administration/rules/int',
    opens: unfold('Edit '),
  },
  {
    name: 'rule-changed',
    route: '_in/administration.rules.$code',
    who: 'admin@taskforce.demo',
    at: () => '/administration/rules/int',
    opens: async (page) => {
      await press('Edit Answer referral')(page)
      await press('Add a step')(page)
      await page.getByLabel('3. At percent').fill('200')
      await press('Add to the new version')(page)
      await press('See what would change')(page)
      await page.getByText('escalation').first().waitFor()
      await page.getByText(/^No due time would change, of/).waitFor()
    },
  },
]
