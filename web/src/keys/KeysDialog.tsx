import { useTranslate } from '../messages.ts'
import { placesFor } from '../navigation/navigation.ts'
import { useMe } from '../session/useSession.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from './Kbd.tsx'
import { KeysTick } from './KeysTick.tsx'
import { chordKey, keyGroups } from './keys.ts'

interface Line {
  keys: readonly string[]
  label: string
}

/** Lists all keyboard shortcuts of the signed-in person. */
export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslate()
  const me = useMe()
  const go = placesFor(me).flatMap(({ letter, label }) => (letter ? [{ keys: [chordKey, letter], label }] : []))
  return (
    <Dialog title={t('keys.title')} lead={t('keys.lead')} isOpen wide onClose={onClose}>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <div className="flex flex-col gap-5">
          <Group title={t('keys.anywhere')} lines={keyGroups.anywhere.map(inWords)} />
          <Group title={t('keys.list')} lines={keyGroups.list.map(inWords)} />
        </div>
        <div className="flex flex-col gap-5">
          <Group title={t('keys.go')} lines={go} />
          {me.actions.includes('do-casework') && <Group title={t('keys.week')} lines={keyGroups.week.map(inWords)} />}
        </div>
      </div>
      <KeysTick />
    </Dialog>
  )
}

/** A shortcut of `keyGroups` as a line of the dialog. */
const inWords = ({ keys, does }: { keys: readonly string[]; does: string }): Line => ({
  keys,
  label: `keys.do.${does}`,
})

const Group = ({ title, lines }: { title: string; lines: readonly Line[] }) => {
  const t = useTranslate()
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-small text-quiet">{title}</h3>
      <dl className="grid grid-cols-[7.5rem_1fr] gap-x-3 gap-y-1.5">
        {lines.map(({ keys, label }) => (
          <div key={label} className="contents">
            <dt className="flex items-start gap-1 whitespace-nowrap">
              {/* A key may occur twice in a shortcut, so its index is the React key. */}
              {keys.map((key, at) => (
                <Kbd key={`${key}${String(at)}`}>{key}</Kbd>
              ))}
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
