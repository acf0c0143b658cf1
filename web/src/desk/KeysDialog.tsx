import { useState } from 'react'
import { useSay } from '../messages.ts'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { keysAreOn, setKeys } from './keys.ts'

const keys = [
  ['j', 'next'],
  ['k', 'previous'],
  ['⏎', 'open'],
  ['a', 'accept'],
  ['d', 'decline'],
  ['x', 'choose'],
  ['?', 'help'],
] as const

export const KeysDialog = ({ onClose }: { onClose: () => void }) => {
  const say = useSay()
  const [on, setOn] = useState(keysAreOn)
  return (
    <Dialog title={say('desk.keys')} isOpen onClose={onClose}>
      <dl className="grid grid-cols-[3rem_1fr] items-center gap-y-2">
        {keys.map(([key, does]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="inline-block min-w-7 rounded-control border border-edge bg-sunken px-1.5 text-center font-sans">
                {key}
              </kbd>
            </dt>
            <dd>{say(`desk.key.${does}`)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label={say('desk.keys-on')}
        checked={on}
        onChange={(next) => {
          setKeys(next)
          setOn(next)
        }}
      />
    </Dialog>
  )
}
