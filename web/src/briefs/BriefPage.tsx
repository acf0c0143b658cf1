import type { Brief } from '@palermo/shared/briefs/contract.ts'
import { spokenWait } from '@palermo/shared/briefs/span.ts'
import { changeParts } from '@palermo/shared/dashboards/contract.ts'
import { columns } from '@palermo/shared/statistics/tables.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useIntl } from 'react-intl'
import { DateBox } from '../dashboards/DateBox.tsx'
import { ExportButton } from '../download/ExportButton.tsx'
import { useTranslate } from '../messages.ts'
import { orTrouble } from '../query-client.ts'
import { Shown } from '../statistics/Shown.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { Day } from '../ui/Day.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'
import { TextLink } from '../ui/TextLink.tsx'
import { Decision } from './Decision.tsx'
import { briefFile, briefQuery } from './queries.ts'
import '../statistics/statistics.css'
import './brief.css'

/** The brief for a meeting, laid out for the screen and for one printed A4 page; it can be downloaded as PDF. */
export const BriefPage = ({ since }: { since: string | undefined }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const { data: brief } = useQuery({ ...briefQuery(since), throwOnError: orTrouble })
  return (
    <Page
      title={t('briefs.title')}
      above={
        <span className="print:hidden">
          <TextLink to="/dashboard">{t('dashboards.back')}</TextLink>
        </span>
      }
      lead={
        brief && (
          <DateBox
            label={t('briefs.since')}
            value={brief.since}
            max={brief.period.to}
            onChange={(day) => void navigate({ to: '/brief', search: { since: day }, replace: true })}
          />
        )
      }
      actions={
        brief && (
          <>
            <Button rank="quiet" icon={Printer} onPress={() => print()}>
              {t('briefs.print')}
            </Button>
            <ExportButton path={briefFile(brief.since)} label={t('briefs.pdf')} />
          </>
        )
      }
    >
      {brief ? <Sheet brief={brief} /> : <SkeletonPage cards={4} />}
    </Page>
  )
}

const Sheet = ({ brief }: { brief: Brief }) => {
  const t = useTranslate()
  const { formatNumber, locale } = useIntl()
  const { change, now, decisions } = brief
  return (
    <div className="brief-sheet flex flex-col gap-4">
      <Card title={t('briefs.decide')}>
        {decisions.length === 0 ? (
          <p className="text-quiet">{t('briefs.nothing')}</p>
        ) : (
          <ul className="flex list-disc flex-col gap-2 ps-5">
            {decisions.map((decision) => (
              <li key={JSON.stringify(decision)} className="measure">
                <Decision decision={decision} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      <Card title={t('briefs.change')}>
        <Figures items={changeParts.map((name) => [t(`dashboards.change.${name}`), formatNumber(change[name])])} />
      </Card>
      <Card title={t('briefs.now')}>
        <Figures
          items={[
            [t('briefs.cases'), formatNumber(now.cases)],
            [t('briefs.open'), formatNumber(now.open)],
            [t('briefs.late'), formatNumber(now.late)],
            [t('briefs.accept'), now.accept === null ? '–' : spokenWait(now.accept, locale)],
            [
              t('briefs.acceptance'),
              now.acceptance === null ? '–' : formatNumber(now.acceptance, { style: 'percent' }),
            ],
          ]}
        />
        <p className="text-small text-quiet">
          {t('briefs.measured')} <Day on={brief.period.from} /> – <Day on={brief.period.to} />
        </p>
      </Card>
      <People people={brief.people} />
    </div>
  )
}

const People = ({ people: { now, before } }: Pick<Brief, 'people'>) => {
  const t = useTranslate()
  if (now === null) return <Card title={t('briefs.people')}>{t('statistics.none-yet')}</Card>
  return (
    <Card
      title={t('briefs.people')}
      beside={
        <span className="text-small text-quiet">
          {t('statistics.as-of')} <Day on={now.week} />
        </span>
      }
    >
      <Figures
        items={columns.map((column) => [
          t(`statistics.groups.${column}`),
          <Shown key={column} value={now[column]} />,
          before && before.week !== now.week && (
            <span key="before">
              <Day on={before.week} />: <Shown value={before[column]} />
            </span>
          ),
        ])}
      />
      <p className="measure text-small text-quiet">
        <Shown value={null} /> {t('briefs.people-note')}
      </p>
    </Card>
  )
}

const Figures = ({ items }: { items: readonly (readonly [words: string, value: ReactNode, more?: ReactNode])[] }) => (
  <dl className="grid grid-cols-[repeat(auto-fill,minmax(6.5rem,1fr))] gap-x-4 gap-y-3">
    {items.map(([words, value, more]) => (
      <div key={words} className="flex flex-col">
        <dt className="order-last text-small text-quiet">{words}</dt>
        <dd className="figures text-title leading-tight">{value}</dd>
        {more && <dd className="order-last text-small text-quiet">{more}</dd>}
      </div>
    ))}
  </dl>
)
