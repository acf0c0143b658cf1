import type { Profile } from '@palermo/shared/deadlines/profile.ts'
import { useSpan } from '../deadlines/span.ts'
import { stepWords } from '../deadlines/steps.ts'
import { Verified } from '../deadlines/Verified.tsx'
import { useTranslate } from '../messages.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { type Line, linesOf, useWhenWords } from './applied-rule.ts'

interface Props {
  profile: Profile
  /** Keys of rules for deadlines that no action starts yet. */
  unused: readonly string[]
  /** Keys of rules that are taken unchanged from the default rules of their record type. */
  defaults: readonly string[]
  /** Ids of lines (`Line.id`) with changes that are not published yet. */
  changed: readonly string[]
  /** Opens a line for editing; if undefined, the lines are read-only. */
  onEdit: ((line: Line) => void) | undefined
}

/** Lists all time limits, one variant of a rule per line: step, condition, limit, source. */
export const RuleTable = ({ profile, unused, defaults, changed, onEdit }: Props) => {
  const t = useTranslate()
  const columns = useColumns({ profile, unused, defaults, changed, onEdit })
  return <Table label={t('jurisdictions.title')} columns={columns} rows={linesOf(profile)} rowKey={({ id }) => id} />
}

const useColumns = ({ profile, unused, defaults, changed, onEdit }: Props): Column<Line>[] => {
  const t = useTranslate()
  const spanWords = useSpan()
  const whenWords = useWhenWords()
  const name = ({ rule, when }: Line) =>
    [profile.terms[rule.key] ?? stepWords(rule.key, t), whenWords(when)].filter(Boolean).join(': ')
  return [
    {
      id: 'step',
      header: t('jurisdictions.columns.step'),
      width: 'minmax(12rem, 1.4fr)',
      cell: (line) => (
        <span className="flex flex-col">
          <span className={line.when ? 'ps-3' : 'font-strong'}>
            {whenWords(line.when) ?? profile.terms[line.rule.key] ?? stepWords(line.rule.key, t)}
          </span>
          {unused.includes(line.rule.key) && line.when === undefined && (
            <span>
              <Badge>{t('jurisdictions.not-used')}</Badge>
            </span>
          )}
          {changed.includes(line.id) && (
            <span>
              <Badge tone="accent">{t('jurisdictions.changed')}</Badge>
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'limit',
      header: t('jurisdictions.columns.limit'),
      width: 'minmax(9rem, 0.8fr)',
      cell: ({ appliedRule: { limit } }) => (
        <span>
          {spanWords(limit)} <span className="text-small text-quiet">{t(`jurisdictions.kinds.${limit.kind}`)}</span>
        </span>
      ),
    },
    {
      id: 'word',
      header: t('jurisdictions.columns.word'),
      width: 'minmax(14rem, 2fr)',
      cell: ({ id, rule, appliedRule: { source } }) => (
        <span className="flex flex-col text-small text-quiet">
          {source}
          {defaults.includes(rule.key) && !changed.includes(id) && <span>{t('jurisdictions.default')}</span>}
        </span>
      ),
    },
    {
      id: 'verified',
      header: t('jurisdictions.columns.verified'),
      width: 'max-content',
      cell: ({ appliedRule: { mark, verifiedOn } }) => <Verified mark={mark} on={verifiedOn} />,
    },
    ...(onEdit
      ? [
          {
            id: 'edit',
            header: t('ui.actions'),
            quiet: true,
            width: 'max-content',
            narrow: 'end' as const,
            cell: (line: Line) => (
              <Button
                rank="quiet"
                aria-label={t('jurisdictions.edit-which', { name: name(line) })}
                onPress={() => onEdit(line)}
              >
                {t('jurisdictions.edit')}
              </Button>
            ),
          },
        ]
      : []),
  ]
}
