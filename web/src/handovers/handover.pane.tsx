import { useSuspenseQuery } from '@tanstack/react-query'
import type { PaneProps } from '../panes/ReadingPane.tsx'
import { HandoverView } from './HandoverView.tsx'
import { handoverQuery } from './queries.ts'

/** Shows a hand-over to its receiver beside the work queue. */
export const Pane = ({ subjectId, act, onAct }: PaneProps) => {
  const { data: row } = useSuspenseQuery(handoverQuery(subjectId))
  return <HandoverView row={row} act={act} onAct={onAct} />
}
