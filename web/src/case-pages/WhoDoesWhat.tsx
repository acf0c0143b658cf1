import type { Case } from '@palermo/shared/cases/contract.ts'
import { useWho } from '../agencies/useWho.ts'
import { runningReferrals } from '../cases/parts.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { StatusBadge } from '../referrals/StatusBadge.tsx'
import { useMe } from '../session/useSession.ts'
import { Card } from '../ui/Card.tsx'
import { TextLink } from '../ui/TextLink.tsx'

/** Lists the lead, the referrals with their status, and the other team members, as far as the reader may know them. */
export const WhoDoesWhat = ({ row }: { row: Case }) => {
  const t = useTranslate()
  const me = useMe()
  const who = useWho()
  const label = useCodeLabel()
  const asked = runningReferrals(row).flatMap((referral) => (referral.to ? [{ ...referral, to: referral.to }] : []))
  const named = new Set([row.lead.id, ...asked.map(({ to }) => to.id)])
  const others = new Map(
    row.team
      .filter(({ agency, untilAt }) => untilAt === null && !named.has(agency.id))
      .map(({ agency }) => [agency.id, agency.name]),
  )
  return (
    <Card title={t('cases.who-does-what')} flush>
      <ul className="divide-y divide-line border-t border-line">
        <li className="px-4 py-2.5">
          <strong className="font-strong">{row.lead.name}</strong>
          <p className="text-quiet">
            {t('cases.leads')}
            {row.lead.id === me.agencyId && row.leadPersonId && ` · ${who(row.leadPersonId)}`}
          </p>
        </li>
        {asked.map(({ id, to, kind, needs, services, status }) => {
          const what = [
            ...services.map((one) => label('services', one)),
            ...(services.length === 0 ? needs.map((one) => label('needs', one)) : []),
          ]
          return (
            <li key={id} className="flex flex-wrap items-start gap-x-3 gap-y-0.5 px-4 py-2.5">
              <span className="min-w-0 grow basis-40">
                <TextLink to="/referrals/$id" params={{ id }}>
                  {to.name}
                </TextLink>
                <span className="block text-quiet">
                  {what.length > 0 ? what.join(', ') : t(`referrals.kind.${kind}`)}
                </span>
              </span>
              <StatusBadge status={status} />
            </li>
          )
        })}
        {[...others].map(([id, name]) => (
          <li key={id} className="px-4 py-2.5">
            {name}
            <p className="text-quiet">{t('cases.on-team')}</p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
