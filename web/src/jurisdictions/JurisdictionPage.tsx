import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { changesBetween } from '@palermo/shared/jurisdictions/compare.ts'
import type { ProfileDocument, ProfileSummary } from '@palermo/shared/jurisdictions/contract.ts'
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { Verified } from '../deadlines/Verified.tsx'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { Alert } from '../ui/Alert.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Card } from '../ui/Card.tsx'
import { At } from '../ui/Due.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { Select } from '../ui/Select.tsx'
import { useLeaveWarning } from '../ui/useLeaveWarning.ts'
import type { Line } from './applied-rule.ts'
import { PutInForceButton } from './PutInForceButton.tsx'
import { jurisdictionQuery, jurisdictionsQuery } from './queries.ts'
import { RuleTable } from './RuleTable.tsx'
import { Warnings } from './Warnings.tsx'

const RuleDialog = lazy(() => import('./RuleDialog.tsx').then((found) => ({ default: found.RuleDialog })))
const PublishDialog = lazy(() => import('./PublishDialog.tsx').then((found) => ({ default: found.PublishDialog })))

interface Props {
  code: string
  version: string | undefined
}

/**
 * Shows the time limits of one jurisdiction as a table. The reader edits changes as a new version and sees a preview
 * before publication.
 */
export const JurisdictionPage = ({ code, version }: Props) => {
  const t = useTranslate()
  const { data } = useSuspenseQuery(jurisdictionQuery(code, version))
  const versions = useQuery(jurisdictionsQuery)
  const summary = versions.data?.items.find((one) => one.code === code)
  return (
    <Page
      title={data.document.name}
      windowTitle={t('jurisdictions.title')}
      wide
      beside={data.inForce && <Badge tone="done">{t('jurisdictions.in-force')}</Badge>}
      lead={t('jurisdictions.version', { version: data.document.version })}
      actions={
        data.actions.includes('put-in-force') ? <PutInForceButton code={code} name={data.document.name} /> : undefined
      }
    >
      <AdministrationNav />
      <Editor key={data.document.version} data={data} />
      <div className="grid items-start gap-5 xl:grid-cols-2">
        <Provisions profile={data.document} />
        {summary ? <Versions summary={summary} shown={data.document.version} /> : <EmptyState of={versions} small />}
      </div>
    </Page>
  )
}

const Editor = ({ data }: { data: ProfileDocument }) => {
  const t = useTranslate()
  const [draft, setDraft] = useState<Profile>()
  const [line, setLine] = useState<Line>()
  const [publishing, setPublishing] = useState(false)
  const mayEdit = data.actions.includes('edit')
  const shown = draft ?? data.document
  const changes = draft ? changesBetween(data.document, draft) : []
  useLeaveWarning(changes.length > 0)
  return (
    <>
      <Warnings warnings={data.warnings} />
      {changes.length > 0 && (
        <Alert
          tone="warn"
          title={t('jurisdictions.draft', { count: changes.length })}
          action={
            <>
              <Button rank="primary" onPress={() => setPublishing(true)}>
                {t('jurisdictions.preview')}
              </Button>
              <Button rank="quiet" onPress={() => setDraft(undefined)}>
                {t('jurisdictions.discard')}
              </Button>
            </>
          }
        >
          {t('jurisdictions.draft-hint')}
        </Alert>
      )}
      <div className="card overflow-clip">
        <RuleTable
          profile={shown}
          unused={data.unused}
          defaults={data.defaults}
          changed={changes.filter(({ after }) => after !== null).map(({ key, variant }) => `${key} ${variant}`)}
          onEdit={mayEdit ? setLine : undefined}
        />
      </div>
      <Suspense>
        {line && (
          <RuleDialog
            key={line.id}
            profile={shown}
            line={line}
            onSave={(profile) => {
              setDraft(profile)
              setLine(undefined)
            }}
            onLine={setLine}
            onClose={() => setLine(undefined)}
          />
        )}
        {publishing && draft && (
          <PublishDialog
            document={{ ...draft, version: data.nextVersion }}
            onPublished={() => setDraft(undefined)}
            onClose={() => setPublishing(false)}
          />
        )}
      </Suspense>
    </>
  )
}

const Provisions = ({ profile: { provisions } }: { profile: Profile }) => {
  const t = useTranslate()
  if (provisions.length === 0) return null
  return (
    <Card title={t('jurisdictions.provisions')}>
      <ul className="flex flex-col divide-y divide-line">
        {provisions.map(({ code, says, source, mark, verifiedOn }) => (
          <li key={code} className="flex flex-col gap-1 py-2">
            <p className="measure">{says}</p>
            <p className="measure text-small text-quiet">
              {t('deadlines.source', { source })} <Verified mark={mark} on={verifiedOn} />
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}

const Versions = ({ summary, shown }: { summary: ProfileSummary; shown: string }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  return (
    <Card
      title={t('jurisdictions.versions')}
      actions={
        <Select
          label={t('jurisdictions.show-version')}
          value={shown}
          options={summary.versions.map(({ version }) => ({ value: version, label: version }))}
          onChange={(version) =>
            void navigate({
              to: '/administration/rules/$code',
              params: { code: summary.code },
              search: version === summary.version || version === '' ? {} : { version },
              resetScroll: false,
            })
          }
        />
      }
    >
      <ol className="flex flex-col divide-y divide-line">
        {summary.versions.map(({ version, loadedAt, byName, moveRunning, movedAt, moved }) => (
          <li key={version} className="py-2">
            <p className="font-strong">{version}</p>
            <p className="text-small text-quiet">
              <At at={loadedAt} /> · {byName ?? t('jurisdictions.came-along')}
            </p>
            <p className="text-small">
              {!moveRunning
                ? t('jurisdictions.moved-none')
                : t(movedAt === null ? 'jurisdictions.moving' : 'jurisdictions.moved', { moved })}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  )
}
