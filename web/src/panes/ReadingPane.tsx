import type { WorkItem } from '@palermo/shared/work-items/contract.ts'
import { QueryErrorResetBoundary } from '@tanstack/react-query'
import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router'
import { type ComponentType, lazy, Suspense } from 'react'
import { UrgencyBadge } from '../codes/UrgencyBadge.tsx'
import { stepWords } from '../deadlines/steps.ts'
import { useTranslate } from '../messages.ts'
import { isShownInWork, subjectLink } from '../navigation/subjects.ts'
import { wordsFor } from '../problem.ts'
import { Alert } from '../ui/Alert.tsx'
import { Button, ButtonLink } from '../ui/Button.tsx'
import { Due } from '../ui/Due.tsx'
import { SkeletonPage } from '../ui/Skeleton.tsx'

/**
 * Props of the component that `<subject kind>.pane.tsx` exports: this component shows a record beside the
 * queue, with the reader's actions.
 */
export interface PaneProps {
  subjectId: string
  item: WorkItem
  /** The action whose form is open, as named in the URL; undefined if no form is open. */
  act: string | undefined
  onAct: (act: string | undefined) => void
}

const found = import.meta.glob<ComponentType<PaneProps>>('../*/*.pane.tsx', { import: 'Pane' })
const panes = new Map(
  Object.entries(found).map(([path, load]) => [
    /([^/]+)\.pane\.tsx$/.exec(path)?.[1],
    lazy(async () => ({ default: await load() })),
  ]),
)

interface Props {
  item: WorkItem | undefined
  act: string | undefined
  onAct: (act: string | undefined) => void
}

/**
 * Shows the selected record beside the work queue if the page is wide enough. On a narrow page the pane is above the
 * queue and shows only a record that has no page. No record is opened before the reader selects it, because each read
 * is logged.
 */
export const ReadingPane = ({ item, act, onAct }: Props) => {
  const t = useTranslate()
  return (
    <aside
      aria-label={t('work-items.pane')}
      className={`xl:sticky xl:top-18 xl:block xl:max-h-[calc(100dvh-5.5rem)] xl:overflow-y-auto print:hidden ${item && isShownInWork(item) ? 'max-xl:order-first' : 'hidden'}`}
    >
      {item ? (
        <QueryErrorResetBoundary>
          <CatchBoundary getResetKey={() => item.subjectId} errorComponent={PaneTrouble}>
            <Suspense fallback={<SkeletonPage />}>
              <PaneOf key={item.subjectId} item={item} act={act} onAct={onAct} />
            </Suspense>
          </CatchBoundary>
        </QueryErrorResetBoundary>
      ) : (
        <div className="flex min-h-60 items-center justify-center rounded-card border border-dashed border-line px-6 text-center text-quiet">
          <p>{t('work-items.pane-empty')}</p>
        </div>
      )}
    </aside>
  )
}

const PaneOf = ({ item, act, onAct }: Props & { item: WorkItem }) => {
  const t = useTranslate()
  const Pane = panes.get(item.subjectKind)
  if (Pane) return <Pane subjectId={item.subjectId} item={item} act={act} onAct={onAct} />
  return (
    <div className="card flex flex-col items-start gap-3 p-4">
      <h2 className="text-large">{stepWords(item.step, t, item.detail)}</h2>
      <Due at={item.dueAt} late={item.late} />
      <UrgencyBadge urgency={item.urgency} />
      {!isShownInWork(item) && (
        <ButtonLink {...subjectLink(item)} rank="primary">
          {t('work-items.open')}
        </ButtonLink>
      )}
    </div>
  )
}

const PaneTrouble = ({ error, reset }: ErrorComponentProps) => {
  const t = useTranslate()
  const { title, detail } = wordsFor(error, t)
  return (
    <Alert tone="warn" title={title} live action={<Button onPress={reset}>{t('shell.try-again')}</Button>}>
      {detail}
    </Alert>
  )
}
