import type { LooseEnds as Ends, LooseEnd } from '@palermo/shared/cases/endings.ts'
import { useTranslate } from '../messages.ts'
import { At } from '../ui/Due.tsx'

/**
 * Lists the records that will end together with the case and the records that will continue, before the person confirms
 * the end.
 */
export const LooseEnds = ({ ends: { ends, goesOn } }: { ends: Ends }) => {
  const t = useTranslate()
  if (ends.length + goesOn.length === 0) return <p className="text-quiet">{t('cases.loose.nothing')}</p>
  return (
    <div className="flex flex-col gap-3">
      <Part title={t('cases.loose.ends', { count: ends.length })} list={ends} />
      <Part title={t('cases.loose.goes-on', { count: goesOn.length })} list={goesOn} />
    </div>
  )
}

const Part = ({ title, list }: { title: string; list: readonly LooseEnd[] }) => {
  const t = useTranslate()
  if (list.length === 0) return null
  return (
    <section className="flex flex-col gap-1">
      <h3>{title}</h3>
      <ul className="list-disc ps-5">
        {list.map(({ noun, id, what, agencyName, dueAt }) => (
          <li key={id}>
            {noun === 'task' ? t(`tasks.kinds.${what}`) : t(`cases.loose.${noun}`)}
            {agencyName && ` · ${agencyName}`}
            {noun === 'referral' && ` · ${t(`referrals.status.${what}`)}`}
            {dueAt && (
              <span className="text-quiet">
                {' · '}
                <At at={dueAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
