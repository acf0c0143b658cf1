import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../web/src/', import.meta.url)

/**
 * Buttons that act at once without asking, each with the reason: the action can be undone there, or changes nothing of
 * a case.
 */
const atOnce: Readonly<Record<string, string>> = {
  'absences/AbsencesCard.tsx end': 'a deputy can be named again',
  'accounts/AccountPage.tsx end': 'a session can be opened again',
  'accounts/AccountPage.tsx endOthers': 'a session can be opened again',
  'directory/RotaPage.tsx keep': 'saves a form that stays editable',
  'case-pages/OpenEarlierDialog.tsx act': 'stands in a dialog that asks',
  'case-pages/RemovalCard.tsx ask': 'only asks, and shows yes or no',
  'deadlines/BreachDialog.tsx answer': 'each button of the dialog is an answer, and it can be answered anew',
  'documents/DocumentItem.tsx back': 'undoes a withdrawal',
  'documents/DocumentItem.tsx get': 'downloads',
  'documents/DraftFiles.tsx remove': 'a file of a draft',
  'entries/WaitingEntry.tsx again': 'tries once more to send',
  'feeds/FeedCard.tsx make': 'an address that can be ended; a renewal asks',
  'filters/FiltersDialog.tsx drop': 'a saved filter of one’s own',
  'forms/Editor.tsx save': 'saves a form that stays editable',
  'forms/FormPage.tsx act': 'stands in a dialog that asks',
  'forms/SheetButton.tsx make': 'downloads',
  'forms/Versioning.tsx save': 'saves a form that stays editable',
  'groups/AcceptTogether.tsx accept': 'its card says what is accepted for whom',
  'groups/GroupsCard.tsx act': 'can be added again',
  'installation/InstallationPage.tsx change': 'a setting that can be changed back',
  'links/LinksCard.tsx end': 'can be linked again',
  'notices/DevicesCard.tsx begin': 'can be ended',
  'notices/DevicesCard.tsx end': 'can be begun again',
  'notices/LatestNotices.tsx read': 'one’s own marks',
  'notices/NoticesPage.tsx read': 'one’s own marks',
  'notices/WebhookCard.tsx attempt': 'sends a test',
  'people/AccessCard.tsx change': 'opens an account again; closing asks',
  'people/DeadLettersPage.tsx settle': 'sends messages once more',
  'referrals/Endings.tsx count': 'a page of its own says what is counted and given up',
  'referrals/Endings.tsx keep': 'keeps a draft',
  'referrals/GoneForm.tsx carry': 'begins a draft',
  'referrals/NotifyAnswers.tsx send': 'the last page of a form',
  'referrals/PossibleMatches.tsx move': 'a draft',
  'snapshots/SnapshotList.tsx freeze': 'can be withdrawn',
  'download/ExportButton.tsx take': 'downloads',
}

test('no button records at once what cannot be undone: it asks, or undoes', () => {
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) =>
      [
        ...readFileSync(new URL(file, root), 'utf8').matchAll(
          /\b(?:onPress|onClick|run)(?:=\{|: )[^\n]*?\b(\w+)\.mutate\(/g,
        ),
      ].map(([, name]) => `${file} ${name}`),
    )
  expect([...new Set(found)].sort()).toEqual(Object.keys(atOnce).sort())
})

test('every act on a referral opens its own form', () => {
  const buttons = readFileSync(new URL('referrals/ReferralNext.tsx', root), 'utf8')
  expect(buttons).not.toMatch(/mutate|useActOnReferral/)
})
