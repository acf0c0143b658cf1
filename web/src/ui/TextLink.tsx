import { createLink } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

const look = 'text-accent underline decoration-line underline-offset-3 hover:decoration-current'

const Anchor = ({ className = '', children, ...rest }: ComponentProps<'a'>) => (
  <a {...rest} className={`${look} ${className}`}>
    {children}
  </a>
)

/** A link within text. */
export const TextLink = createLink(Anchor)
