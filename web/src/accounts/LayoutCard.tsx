import { useState } from 'react'
import { chooseLayout, type Layout, readLayout } from '../layout.ts'
import { useTranslate } from '../messages.ts'
import { useMe } from '../session/useSession.ts'
import { Card } from '../ui/Card.tsx'
import { Checkbox } from '../ui/Checkbox.tsx'
import { Choice } from '../ui/Choice.tsx'

const directions = ['language', 'ltr', 'rtl'] as const

/**
 * Sets the text direction of pages on this device; in a demonstration also the pseudo-language, which makes
 * untranslated text visible.
 */
export const LayoutCard = () => {
  const t = useTranslate()
  const { demo } = useMe()
  const [layout, setLayout] = useState(readLayout)
  const change = (next: Layout) => {
    setLayout(next)
    chooseLayout(next)
  }
  return (
    <Card title={t('accounts.layout.title')}>
      <Choice
        label={t('accounts.layout.direction')}
        hint={t('accounts.layout.hint')}
        options={directions.map((value) => ({ value, label: t(`accounts.layout.${value}`) }))}
        value={layout.direction ?? 'language'}
        onChange={(next) => change({ ...layout, direction: next === 'ltr' || next === 'rtl' ? next : undefined })}
      />
      {(demo || import.meta.env.DEV) && (
        <Checkbox
          label={t('accounts.layout.made-up')}
          checked={layout.isMadeUp}
          onChange={(isMadeUp) => change({ ...layout, isMadeUp })}
        />
      )}
    </Card>
  )
}
