import { type NoticeKind, noticeKinds } from '@palermo/shared/notice-kinds.ts'
import { alwaysInApp, type NoticeChannel } from '@palermo/shared/notices/choices.ts'
import type { Matrix } from '@palermo/shared/notices/contract.ts'
import { Lock } from 'lucide-react'
import { useTranslate } from '../messages.ts'

interface Props {
  /** The channels available to this reader. */
  channels: readonly NoticeChannel[]
  choices: Matrix
  onChange: (choices: Matrix) => void
}

/**
 * Lets the reader select the channels for each kind of notification, in a table with a row for each kind and a column
 * for each channel.
 */
export const ChoiceMatrix = ({ channels, choices, onChange }: Props) => {
  const t = useTranslate()
  return (
    <>
      <p className="measure px-4 pb-3 text-quiet">{t('notices.settings.what-lead')}</p>
      <table className="w-full border-t border-line">
        <caption className="sr-only">{t('notices.settings.what')}</caption>
        <thead>
          <tr className="border-b border-line text-small text-quiet">
            <th scope="col" className="px-4 py-2 text-start font-normal">
              {t('notices.settings.kind')}
            </th>
            {channels.map((channel) => (
              <th key={channel} scope="col" className="w-16 px-1 py-2 text-center font-normal sm:w-28">
                {t(`notices.channels.${channel}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {noticeKinds.map((kind) => (
            <tr key={kind}>
              <th scope="row" className="px-4 py-2.5 text-start font-normal">
                <span className="block font-strong">{t(`notices.kinds.${kind}.title`)}</span>
                <span className="block text-small text-quiet">{t(`notices.kinds.${kind}.detail`)}</span>
              </th>
              {channels.map((channel) => (
                <td key={channel} className="text-center align-middle">
                  <Cell
                    kind={kind}
                    channel={channel}
                    wanted={choices[kind][channel]}
                    onChange={(wanted) => onChange({ ...choices, [kind]: { ...choices[kind], [channel]: wanted } })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

interface CellProps {
  kind: NoticeKind
  channel: NoticeChannel
  wanted: boolean
  onChange: (wanted: boolean) => void
}

const Cell = ({ kind, channel, wanted, onChange }: CellProps) => {
  const t = useTranslate()
  const words = { kind: t(`notices.kinds.${kind}.title`), channel: t(`notices.channels.${channel}`) }
  if (channel === 'in-app' && alwaysInApp.includes(kind))
    return (
      <span className="inline-flex size-11 items-center justify-center text-quiet" title={t('notices.settings.always')}>
        <Lock aria-hidden size={17} />
        <span className="sr-only">{t('notices.settings.always')}</span>
      </span>
    )
  return (
    <label className="inline-flex size-11 touch:size-12 cursor-pointer items-center justify-center rounded-control hover:bg-hover">
      <span className="sr-only">{t('notices.settings.cell', words)}</span>
      <input
        type="checkbox"
        checked={wanted}
        onChange={(event) => onChange(event.target.checked)}
        className="size-5 accent-accent"
      />
    </label>
  )
}
