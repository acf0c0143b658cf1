import {
  definitionKey,
  type Panel as PanelName,
  type WorkMeasure,
  type WorkNumber,
  workMeasures,
  workNumbers,
} from '@palermo/shared/dashboards/definitions.ts'
import { Info } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { useTranslate } from '../messages.ts'
import { Dialog } from '../ui/Dialog.tsx'

interface Props {
  panel: PanelName
  /** Replaces the usual title of `panel`, for a panel that shows the same definitions as another panel. */
  title?: string
  beside?: ReactNode
  children: ReactNode
}

/** A part of the dashboard with a button that explains how the figures are counted. */
export const Panel = ({ panel, title: given, beside, children }: Props) => {
  const t = useTranslate()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const title = given ?? t(`dashboards.panels.${panel}`)
  return (
    <section aria-labelledby={id} className="card flex min-w-0 grow flex-col">
      <header className="flex items-center gap-x-3 px-4 pt-2.5">
        <h2 id={id} className="min-w-0 text-large">
          {title}
        </h2>
        {beside}
        <button
          type="button"
          aria-label={t('dashboards.what-counts', { panel: title })}
          onClick={() => setOpen(true)}
          className="ms-auto inline-flex size-7 shrink-0 touch:size-12 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink print:hidden"
        >
          <Info aria-hidden size={17} strokeWidth={1.9} />
        </button>
      </header>
      <div className="@container flex grow flex-col gap-2 px-4 pt-1 pb-2.5">{children}</div>
      <Dialog title={title} isOpen={isOpen} onClose={() => setOpen(false)} wide>
        <dl className="flex flex-col gap-3">
          {definedIn(panel).map((name) => (
            <div key={name}>
              <dt className="font-strong">{t(`dashboards.numbers.${name}`)}</dt>
              <dd className="measure text-quiet">{t(definitionKey(name))}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </section>
  )
}

const definedIn = (panel: PanelName): (WorkNumber | WorkMeasure)[] =>
  [...Object.entries(workNumbers), ...Object.entries(workMeasures)]
    .filter(([, definition]) => definition.panel === panel)
    .map(([name]) => name as WorkNumber | WorkMeasure)
