import type { Case } from '@palermo/shared/cases/contract.ts'
import type { Stage, Track } from '@palermo/shared/cases/tracks.ts'
import { Check, Plus } from 'lucide-react'
import { useTranslate } from '../messages.ts'
import { AskToBeLetIn } from '../requests/AskToBeLetIn.tsx'
import { Button } from '../ui/Button.tsx'
import { Day } from '../ui/Day.tsx'
import { SealedLine } from '../ui/SealedCard.tsx'
import { inOrder, type Milestone, nextMilestone } from './milestones.ts'

interface Props {
  row: Case
  onAdvance: (track: Track) => void
}

/**
 * Shows the three tracks (protection, justice and immigration), which do not depend on each other: readable tracks side
 * by side, each sealed track as a single line.
 */
export const CaseLanes = ({ row, onAdvance }: Props) => {
  const t = useTranslate()
  const advances = row.actions.includes('advance')
  return (
    <section aria-label={t('cases.tracks')} className="flex flex-col gap-4">
      <div className="grid items-start gap-4 @list:grid-cols-[repeat(auto-fit,minmax(15rem,1fr))] print:grid-cols-3">
        {row.lanes.map(
          ({ track, milestones, mayAdvance }) =>
            'sealed' in milestones || (
              <LaneCard
                key={track}
                track={track}
                milestones={milestones}
                advances={advances && mayAdvance}
                onAdvance={onAdvance}
              />
            ),
        )}
      </div>
      {row.lanes.map(
        ({ track, milestones }) =>
          'sealed' in milestones && (
            <SealedLine
              key={track}
              title={t(`cases.track.${track}`)}
              lead={t(`cases.track-sealed.${track}`)}
              ask={<AskToBeLetIn row={row} compartment={milestones.compartment} />}
            />
          ),
      )}
    </section>
  )
}

interface LaneProps extends Pick<Props, 'onAdvance'> {
  track: Track
  milestones: readonly Milestone[]
  advances: boolean
}

const LaneCard = ({ track, milestones, advances, onAdvance }: LaneProps) => {
  const t = useTranslate()
  const reached = inOrder(track, milestones)
  const next = nextMilestone(track, reached)
  return (
    <section aria-labelledby={`track-${track}`} className="card flex min-w-0 flex-col gap-3 px-4 py-3">
      <h2 id={`track-${track}`} className="text-large">
        {t(`cases.track.${track}`)}
      </h2>
      {reached.length === 0 && !next ? (
        <p className="text-quiet">{t(`cases.track-empty.${track}`)}</p>
      ) : (
        <ol className="flex flex-col">
          {reached.map((milestone) => (
            <Reached key={`${milestone.stage}-${milestone.reachedOn}`} milestone={milestone} />
          ))}
          {next && <Ahead track={track} stage={next} />}
        </ol>
      )}
      {advances && (
        <div className="mt-auto">
          <Button
            rank="quiet"
            icon={Plus}
            aria-label={t(`cases.acts.advance.title.${track}`)}
            onPress={() => onAdvance(track)}
          >
            {t('cases.acts.advance.verb')}
          </Button>
        </div>
      )}
    </section>
  )
}

const Reached = ({ milestone: { stage, reachedOn, agencyName } }: { milestone: Milestone }) => {
  const t = useTranslate()
  return (
    <li className="relative flex gap-3 pb-3 last:pb-0 before:absolute before:top-6 before:bottom-0 before:start-[9px] before:w-0.5 before:bg-accent last:before:hidden">
      <span
        aria-hidden="true"
        className="mt-0.5 flex size-5 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent"
      >
        <Check size={13} strokeWidth={3} />
      </span>
      <div className="min-w-0">
        <p>{t(`cases.stages.${stage}`)}</p>
        <p className="text-small text-quiet">
          <Day on={reachedOn} /> · {agencyName ?? t('cases.another-agency')}
        </p>
      </div>
    </li>
  )
}

const Ahead = ({ track, stage }: { track: Track; stage: Stage }) => {
  const t = useTranslate()
  // An application for a stay may be granted or refused, so the next milestone after the application is labelled
  // "decided".
  const words = track === 'immigration' && stage === 'stay-granted' ? 'stay-decided' : stage
  return (
    <li className="flex gap-3">
      <span aria-hidden="true" className="mt-0.5 size-5 shrink-0 rounded-full border-2 border-dashed border-edge" />
      <p>
        <span className="text-quiet">{t('cases.next-milestone')}</span> {t(`cases.stages.${words}`)}
      </p>
    </li>
  )
}
