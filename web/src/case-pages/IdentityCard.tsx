import type { Case } from '@palermo/shared/cases/contract.ts'
import { Eye, Pencil } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useReaders } from '../cases/readers.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { AskToBeLetIn } from '../requests/AskToBeLetIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Facts } from '../ui/Facts.tsx'
import { SealedCard } from '../ui/SealedCard.tsx'
import { PersonChanges } from './PersonChanges.tsx'

const CorrectPersonDialog = lazy(() =>
  import('./CorrectPersonDialog.tsx').then((found) => ({ default: found.CorrectPersonDialog })),
)

/**
 * Shows the person's identity to readers of C1. All other readers see the same sealed card, whether or not C1 has
 * content.
 */
export const IdentityCard = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const readers = useReaders(row)
  const [isCorrecting, setCorrecting] = useState(false)
  const [showsChanges, setShowsChanges] = useState(false)
  const { identity } = row
  if ('sealed' in identity)
    return <SealedCard title={t('compartments.C1.title')} ask={<AskToBeLetIn row={row} compartment="C1" />} />
  const { callName, fullName, birthYear, sex, nationality, language, safeContact } = identity
  const code = (list: Parameters<typeof label>[0], value: string | null) => value && label(list, value)
  const known: readonly (readonly [string, string | number | null | undefined])[] = [
    ['call-name', callName],
    ['full-name', fullName],
    ['birth-year', birthYear],
    ['age-band', label('age-bands', row.ageBand)],
    ['sex', code('genders', sex)],
    ['nationality', code('nationalities', nationality)],
    ['language', code('languages', language)],
    ['safe-contact', safeContact],
  ]
  return (
    <Card
      title={t('compartments.C1.title')}
      actions={
        row.actions.includes('correct-person') && (
          <Button rank="quiet" icon={Pencil} onPress={() => setCorrecting(true)}>
            {t('cases.acts.correct-person.verb')}
          </Button>
        )
      }
    >
      <Facts
        items={known.map(([name, value]) => [
          t(`cases.identity.${name}`),
          value ?? <span className="text-quiet">{t('cases.not-asked')}</span>,
        ])}
      />
      <p className="flex items-start gap-1.5 text-small text-quiet">
        <Eye aria-hidden size={15} strokeWidth={2} className="mt-0.5 shrink-0" />
        {readers('C1')}
      </p>
      <details className="print:hidden" onToggle={({ currentTarget }) => setShowsChanges(currentTarget.open)}>
        <summary className="min-h-9 cursor-pointer py-1.5 text-accent touch:min-h-12">
          {t('cases.person-history')}
        </summary>
        {showsChanges && <PersonChanges caseId={row.id} />}
      </details>
      {isCorrecting && (
        <Suspense>
          <CorrectPersonDialog row={row} identity={identity} onClose={() => setCorrecting(false)} />
        </Suspense>
      )}
    </Card>
  )
}
