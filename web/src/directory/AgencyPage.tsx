import type { Agency } from '@palermo/shared/agencies/contract.ts'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Pencil, Phone, Send, Webhook } from 'lucide-react'
import { OpenBadge } from '../agencies/OpenBadge.tsx'
import { agencyQuery } from '../agencies/queries.ts'
import { useCodeLabel } from '../codes/labels.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Alert } from '../ui/Alert.tsx'
import { ButtonAnchor, ButtonLink } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { Facts } from '../ui/Facts.tsx'
import { Page } from '../ui/Page.tsx'
import { usePhone } from '../ui/usePhone.ts'
import { numberNow } from './AgencyList.tsx'
import { HoursTable } from './HoursTable.tsx'
import { RotaCard } from './RotaCard.tsx'

/**
 * Shows the directory entry of one agency. Supervisors and heads of that agency can edit the entry and its on-call
 * rota.
 */
export const AgencyPage = ({ id }: { id: string }) => {
  const t = useTranslate()
  const me = useMe()
  const { data: agency } = useSuspenseQuery(agencyQuery(id))
  const refers = me.actions.includes('refer')
  return (
    <Page
      title={agency.name}
      windowTitle={t('agencies.directory')}
      beside={<OpenBadge agency={agency} />}
      lead={[t(`sectors.${agency.sector}`), agency.region].filter(Boolean).join(' · ')}
      actions={
        <>
          {agency.keepsRota && (
            <ButtonLink to="/webhooks" icon={Webhook}>
              {t('agencies.webhooks')}
            </ButtonLink>
          )}
          {agency.mayChange.length > 0 && (
            <ButtonLink to="/directory/$id/edit" params={{ id }} icon={Pencil}>
              {t('agencies.edit')}
            </ButtonLink>
          )}
          {refers && agency.takesReferrals && agency.id !== me.agencyId && (
            <ButtonLink to="/referrals/new" search={{ to: id }} rank="primary" icon={Send}>
              {t('agencies.refer')}
            </ButtonLink>
          )}
        </>
      }
    >
      {agency.protected && <Alert title={t('agencies.protected')}>{t('agencies.protected-how')}</Alert>}
      {!agency.takesReferrals && <Alert tone="warn" title={t('agencies.takes-none')} />}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <CallCard agency={agency} />
          <ServicesCard agency={agency} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title={t('agencies.hours')}>
            <HoursTable agency={agency} />
          </Card>
          {agency.keepsRota && <RotaCard id={id} />}
        </div>
      </div>
    </Page>
  )
}

const CallCard = ({ agency }: { agency: Agency }) => {
  const t = useTranslate()
  const phone = usePhone()
  const now = numberNow(agency)
  const { onCallNow, dutyPhone } = agency
  return (
    <Card title={t('agencies.call-title')}>
      {now ? (
        <div>
          <ButtonAnchor
            href={`tel:${now}`}
            rank="primary"
            size="large"
            icon={Phone}
            aria-label={t('agencies.call', { agency: agency.name, phone: phone(now) })}
          >
            <span className="figures">{phone(now)}</span>
          </ButtonAnchor>
        </div>
      ) : (
        <p className="text-quiet">{t(agency.protected ? 'agencies.no-number' : 'agencies.nobody-now')}</p>
      )}
      {onCallNow && (
        <p>
          {t('agencies.on-call-until')} <At at={onCallNow.until} />
        </p>
      )}
      {dutyPhone && dutyPhone !== now && (
        <p className="text-quiet">
          {t('agencies.duty-phone')}{' '}
          <a
            href={`tel:${dutyPhone}`}
            dir="ltr"
            className="figures whitespace-nowrap text-accent underline underline-offset-3"
          >
            {phone(dutyPhone)}
          </a>
        </p>
      )}
    </Card>
  )
}

const ServicesCard = ({ agency }: { agency: Agency }) => {
  const t = useTranslate()
  const label = useCodeLabel()
  const { services, eligibility, languages } = agency
  const taken = [
    ...eligibility.ages.map((age) => t(`agencies.ages.${age}`)),
    ...eligibility.sexes.map((sex) => t(`agencies.sexes.${sex}`)),
  ]
  return (
    <Card title={t('agencies.columns.services')}>
      {services.length === 0 ? (
        <p className="text-quiet">{t('agencies.no-services')}</p>
      ) : (
        <ul className="grid list-disc gap-x-6 gap-y-1 ps-5 sm:grid-cols-2">
          {services.map((service) => (
            <li key={service}>{label('services', service)}</li>
          ))}
        </ul>
      )}
      <Facts
        items={[
          [t('agencies.takes'), taken.length > 0 ? taken.join(', ') : t('agencies.takes-all')],
          [
            t('agencies.columns.languages'),
            languages.length > 0
              ? languages.map((language) => label('languages', language)).join(', ')
              : t('agencies.not-said'),
          ],
          ...(agency.placementDesk ? [[t('agencies.placement-desk'), t('agencies.placement-desk-is')] as const] : []),
        ]}
      />
    </Card>
  )
}
