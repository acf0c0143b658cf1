import { useState } from 'react'
import { chooseLayout, type Layout, readLayout } from '../layout.ts'
import { useSay } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Card } from '../ui/Card.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Choice } from '../ui/Choice.tsx'

const directions = ['language', 'ltr', 'rtl'] as const

/** Which way the pages run on this device; in a demonstration also the made-up language that shows what is not translated. */
export const LayoutCard = () => {
  const say = useSay()
  const { demo } = useMe()
  const [layout, setLayout] = useState(readLayout)
  const change = (next: Layout) => {
    setLayout(next)
    chooseLayout(next)
  }
  return (
    <Card title={say('accounts.layout.title')}>
      <Choice
        label={say('accounts.layout.direction')}
        hint={say('accounts.layout.hint')}
        options={directions.map((value) => ({ value, label: say(`accounts.layout.${value}`) }))}
        value={layout.direction ?? 'language'}
        onChange={(next) => change({ ...layout, direction: next === 'ltr' || next === 'rtl' ? next : undefined })}
      />
      {(demo || import.meta.env.DEV) && (
        <Checkbox
          label={say('accounts.layout.made-up')}
          checked={layout.isMadeUp}
          onChange={(isMadeUp) => change({ ...layout, isMadeUp })}
        />
      )}
    </Card>
  )
}
