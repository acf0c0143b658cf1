import { createLink } from '@tanstack/react-router'
import type { LucideIcon } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'

/** A view has one `primary` button; `danger` is only for actions that lose data for good. */
export type Rank = 'primary' | 'secondary' | 'quiet' | 'danger'
export type Size = 'normal' | 'large'

const ranks: Record<Rank, string> = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-strong',
  secondary: 'bg-paper text-ink border-edge hover:bg-hover',
  quiet: 'bg-transparent text-accent border-transparent hover:bg-hover',
  danger: 'bg-late text-on-late border-transparent hover:bg-late-strong',
}
const sizes: Record<Size, string> = {
  normal: 'min-h-9 touch:min-h-12 px-3.5 py-1.5',
  large: 'min-h-12 px-5 py-2.5 text-large',
}
const shape =
  'inline-flex items-center justify-center gap-2 rounded-control border font-strong text-center leading-tight text-balance no-underline select-none touch-manipulation transition-colors duration-100 active:translate-y-px print:hidden'
const off =
  'disabled:bg-sunken disabled:text-quiet disabled:border-line aria-busy:animate-wait aria-busy:cursor-progress'

const look = (rank: Rank = 'secondary', size: Size = 'normal', wide = false) =>
  `${shape} ${ranks[rank]} ${sizes[size]} ${off} ${wide ? 'w-full' : ''}`

interface Look {
  rank?: Rank
  size?: Size
  /** The button takes the full width. */
  wide?: boolean
  icon?: LucideIcon
  children: ReactNode
}

export interface ButtonProps
  extends Look,
    Omit<ComponentProps<'button'>, 'children' | 'className' | 'style' | 'onClick' | 'disabled'> {
  onPress?: () => void
  isDisabled?: boolean
  isPending?: boolean
}

/**
 * A button with a verb. While `isPending` is set, the button keeps its text, place and focus, ignores further presses,
 * and is announced as busy.
 */
export const Button = ({
  rank,
  size,
  wide,
  icon: Icon,
  children,
  onPress,
  isDisabled = false,
  isPending = false,
  type = 'button',
  ...rest
}: ButtonProps) => (
  <button
    {...rest}
    type={type}
    disabled={isDisabled}
    aria-busy={isPending || undefined}
    aria-disabled={isPending || undefined}
    onClick={(event) => {
      if (isPending) event.preventDefault()
      else onPress?.()
    }}
    className={look(rank, size, wide)}
  >
    {Icon && <Icon aria-hidden size={18} strokeWidth={1.9} className="shrink-0" />}
    {children}
  </button>
)

type AnchorProps = Omit<ComponentProps<'a'>, 'className' | 'style'> & Look

/** A link that looks like a button. Used directly only for addresses outside the app (`tel:`). */
export const ButtonAnchor = ({ rank, size, wide, icon: Icon, children, ...rest }: AnchorProps) => (
  <a {...rest} className={look(rank, size, wide)}>
    {Icon && <Icon aria-hidden size={18} strokeWidth={1.9} className="shrink-0" />}
    {children}
  </a>
)

/** A link to a page of the app that looks like a button; takes `to`, `params` and `search` as any link does. */
export const ButtonLink = createLink(ButtonAnchor)
