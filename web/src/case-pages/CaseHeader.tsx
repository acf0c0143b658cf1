import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Service } from '@palermo/shared/codes/services.ts'
import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWho } from '../agencies/useWho.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Due } from '../ui/Due.tsx'
import { useNow } from '../ui/moment.ts'
import { nextThings } from './next.ts'

/** Services that provide a place to sleep. */
const beds: readonly Service[] = [
  'shelter-emergency',
  'shelter-medium-term',
  'shelter-long-term',
  'shelter-child',
  'shelter-men',
  'shelter-mixed',
  'independent-living',
  'foster-care',
]

/**
 * The name of the agency that accommodates the person, never an address; undefined if no referral that this reader sees
 * provides a bed.
 */
const bedOf = ({ referrals }: Case): string | undefined =>
  referrals.findLast(
    ({ status, services, needs, to }) =>
      to !== null &&
      (status === 'accepted' || status === 'in-service') &&
      (services.some((service) => beds.includes(service)) || (services.length === 0 && needs.includes('bed'))),
  )?.to?.name

/**
 * Shows the most important facts of a case. A field that the reader may not read is shown as sealed, whether or not it
 * has a value.
 */
export const CaseHeader = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const who = useWho()
  const label = useCodeLabel()
  const [next] = nextThings(row, me.agencyId, useNow())
  const identity = 'sealed' in row.identity ? undefined : row.identity
  const spoken = identity?.language ?? row.referrals.findLast(({ language }) => language !== null)?.language
  const unknown = <span className="text-quiet">{t('cases.not-asked')}</span>
  return (
    <section aria-label={t('cases.glance')} className="card px-4 py-3">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 @list:grid-cols-3 @wide:grid-cols-[repeat(5,minmax(0,1fr))_minmax(12.5rem,auto)]">
        <Fact name={t('cases.header.name')}>
          {identity ? <strong dir="auto">{identity.callName ?? identity.fullName ?? unknown}</strong> : <SealedWords />}
        </Fact>
        <Fact name={t('cases.identity.age-band')}>{label('age-bands', row.ageBand)}</Fact>
        <Fact name={t('cases.identity.language')}>
          {spoken ? label('languages', spoken) : identity ? unknown : <SealedWords />}
        </Fact>
        <Fact name={t('cases.header.sleeps')}>
          {row.noteCompartments.includes('C2') ? (
            (bedOf(row) ?? <span className="text-quiet">{t('cases.header.sleeps-unknown')}</span>)
          ) : (
            <SealedWords />
          )}
        </Fact>
        <Fact name={t('cases.header.lead')}>
          {row.lead.name}
          {row.lead.id === me.agencyId && row.leadPersonId && (
            <span className="block text-small text-quiet">{who(row.leadPersonId)}</span>
          )}
        </Fact>
        <Fact name={t('cases.header.next')} wide>
          {next ? (
            <>
              {stepWords(next.step, t, next.taskKind)}
              <span className="block">
                <Due at={next.dueAt} late={next.late} />
              </span>
            </>
          ) : (
            <span className="text-quiet">{t('cases.header.nothing-next')}</span>
          )}
        </Fact>
      </dl>
    </section>
  )
}

const Fact = ({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) => (
  <div className={wide ? 'col-span-2 min-w-0 @list:col-span-1' : 'min-w-0'}>
    <dt className="text-small text-quiet">{name}</dt>
    <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
  </div>
)

const SealedWords = () => {
  const t = useTranslate()
  return (
    <span className="inline-flex items-center gap-1 text-quiet">
      <Lock aria-hidden size={14} strokeWidth={2} className="shrink-0" />
      {t('cases.header.sealed')}
    </span>
  )
}
