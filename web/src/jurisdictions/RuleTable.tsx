import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { useSpan } from '../deadlines/span.ts'
import { stepWords } from '../deadlines/steps.ts'
import { Verified } from '../deadlines/Verified.tsx'
import { useSay } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { type Line, linesOf, useWhenWords } from './ruling.ts'

interface Props {
  profile: Profile
  /** Keys of clocks that no action starts yet. */
  unused: readonly string[]
  /** Rules that are not published yet. */
  changed: readonly string[]
  /** Without it, the lines are read only. */
  onEdit: ((line: Line) => void) | undefined
}

/** Every time limit, line by line: what, when, how long, on whose word. */
export const RuleTable = ({ profile, unused, changed, onEdit }: Props) => {
  const say = useSay()
  const columns = useColumns({ profile, unused, changed, onEdit })
  return <Table label={say('jurisdictions.title')} columns={columns} rows={linesOf(profile)} rowKey={({ id }) => id} />
}

const useColumns = ({ profile, unused, changed, onEdit }: Props): Column<Line>[] => {
  const say = useSay()
  const spanWords = useSpan()
  const whenWords = useWhenWords()
  const name = ({ rule, when }: Line) =>
    [profile.terms[rule.key] ?? stepWords(rule.key, say), whenWords(when)].filter(Boolean).join(': ')
  return [
    {
      id: 'step',
      header: say('jurisdictions.columns.step'),
      width: 'minmax(12rem, 1.4fr)',
      cell: (line) => (
        <span className="flex flex-col">
          <span className={line.when ? 'ps-3' : 'font-strong'}>
            {whenWords(line.when) ?? profile.terms[line.rule.key] ?? stepWords(line.rule.key, say)}
          </span>
          {unused.includes(line.rule.key) && line.when === undefined && (
            <span>
              <Badge>{say('jurisdictions.not-used')}</Badge>
            </span>
          )}
          {changed.includes(line.id) && (
            <span>
              <Badge tone="accent">{say('jurisdictions.changed')}</Badge>
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'limit',
      header: say('jurisdictions.columns.limit'),
      width: 'minmax(9rem, 0.8fr)',
      cell: ({ ruling: { limit } }) => (
        <span>
          {spanWords(limit)} <span className="text-small text-quiet">{say(`jurisdictions.kinds.${limit.kind}`)}</span>
        </span>
      ),
    },
    {
      id: 'word',
      header: say('jurisdictions.columns.word'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ ruling: { source } }) => <span className="text-small text-quiet">{source}</span>,
    },
    {
      id: 'verified',
      header: say('jurisdictions.columns.verified'),
      width: 'max-content',
      cell: ({ ruling: { mark, verifiedOn } }) => <Verified mark={mark} on={verifiedOn} />,
    },
    ...(onEdit
      ? [
          {
            id: 'edit',
            header: say('ui.actions'),
            quiet: true,
            width: 'max-content',
            narrow: 'end' as const,
            cell: (line: Line) => (
              <Button
                rank="quiet"
                aria-label={say('jurisdictions.edit-which', { name: name(line) })}
                onPress={() => onEdit(line)}
              >
                {say('jurisdictions.edit')}
              </Button>
            ),
          },
        ]
      : []),
  ]
}
