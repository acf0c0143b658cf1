import type { ActOnForm } from '@palermo/shared/forms/versions.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { ActTrouble } from '../acts/ActTrouble.tsx'
import { useTranslate } from '../messages.ts'
import { AdministrationNav } from '../people/AdministrationNav.tsx'
import { orTrouble } from '../query-client.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page } from '../ui/Page.tsx'
import { SkeletonPage, SkeletonRows } from '../ui/Skeleton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { InFormWords } from './InFormWords.tsx'
import { actOnForm, formLinesQuery } from './kept.ts'
import { Preview } from './Preview.tsx'
import { formQuery, type ReadForm } from './queries.ts'
import { BlankButton } from './SheetButton.tsx'
import { StandingBadge } from './StandingBadge.tsx'
import { Translate } from './Translate.tsx'
import { Versioning } from './Versioning.tsx'

const Editor = lazy(() => import('./Editor.tsx').then((found) => ({ default: found.Editor })))

/**
 * One version of a form, for administrators, who can try out, translate, publish, withdraw or copy the version into the
 * next one.
 */
export const FormPage = ({ id, version }: { id: string; version: number | undefined }) => {
  const t = useTranslate()
  const { data } = useQuery({ ...formQuery(id, version ?? 'newest'), throwOnError: orTrouble })
  const [tab, setTab] = useState<(typeof tabs)[number]>('preview')
  if (!data)
    return (
      <Page title={t('people.administration')}>
        <SkeletonPage />
      </Page>
    )
  const { form } = data
  return (
    <InFormWords words={data.words}>
      <Named form={data}>
        <AdministrationNav />
        <Acts form={data} />
        <Tabs
          label={t('forms.kept.parts')}
          items={tabs.map((one) => ({ id: one, label: t(`forms.kept.${one}`) }))}
          selected={tab}
          onSelect={setTab}
        >
          <div className="pt-4">
            {tab === 'preview' && <Preview key={form.version} form={data} />}
            {tab === 'edit' && (
              <Suspense fallback={<SkeletonRows />}>
                <Editor key={`${form.version} ${data.revision}`} version={data} />
              </Suspense>
            )}
            {tab === 'translate' && <Translate key={`${form.version} ${data.revision}`} version={data} />}
            {tab === 'change' && <Versioning key={`${form.version} ${data.revision}`} version={data} />}
          </div>
        </Tabs>
      </Named>
    </InFormWords>
  )
}

const tabs = ['preview', 'edit', 'translate', 'change'] as const

const Named = ({ form, children }: { form: ReadForm; children: React.ReactNode }) => {
  const t = useTranslate()
  const { titleKey, id, version } = form.form
  return (
    <Page
      title={t('forms.kept.version', { title: titleKey ? t(titleKey) : id, version: `${version}` })}
      windowTitle={t('forms.kept.title')}
      wide
      beside={<StandingBadge standing={form.standing} offered={form.offered} />}
    >
      {children}
    </Page>
  )
}

const after = { draft: ['publish', 'discard'], published: ['withdraw'], withdrawn: ['restore'] } as const

const Acts = ({ form: { form, standing, revision } }: { form: ReadForm }) => {
  const t = useTranslate()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const lines = useQuery(formLinesQuery)
  const drafts = lines.data?.items.find(({ id, version }) => id === form.id && version === form.version)?.drafts ?? 0
  const [asked, setAsked] = useState<ActOnForm['action']>()
  const act = useMutation({
    mutationFn: (action: ActOnForm['action']) =>
      actOnForm(queryClient, form.id, { action, version: form.version, revision }),
    onSuccess: (_, action) => {
      setAsked(undefined)
      if (action === 'discard') void navigate({ to: '/administration/forms' })
    },
  })
  return (
    <div className="flex flex-col gap-3">
      <ActTrouble
        error={act.error}
        onReload={() => {
          act.reset()
          void queryClient.invalidateQueries({ queryKey: ['forms'] })
        }}
      />
      {asked ? (
        <div className="card flex flex-col gap-3 p-4">
          {lines.data ? (
            <p className="measure">{t(`forms.kept.${asked}-means`, { drafts })}</p>
          ) : (
            <EmptyState of={lines} small />
          )}
          <div className="flex gap-2">
            <Button
              rank={asked === 'publish' || asked === 'restore' ? 'primary' : 'danger'}
              isPending={act.isPending}
              isDisabled={!lines.data}
              onPress={() => act.mutate(asked)}
            >
              {t(`forms.kept.${asked}`)}
            </Button>
            <Button rank="quiet" onPress={() => setAsked(undefined)}>
              {t('forms.kept.leave')}
            </Button>
          </div>
        </div>
      ) : (
        <div className="flex gap-2">
          {after[standing].map((action) => (
            <Button key={action} onPress={() => setAsked(action)}>
              {t(`forms.kept.${action}`)}
            </Button>
          ))}
          <BlankButton form={form} rank="quiet" />
        </div>
      )}
    </div>
  )
}
