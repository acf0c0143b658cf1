import type { ComponentProps } from 'react'

/** How far something is; without `value`, that it goes on. Drawn here, for browsers draw a bar of their own in colours of their own. */
export const Progress = (props: Omit<ComponentProps<'progress'>, 'className'>) => (
  <progress
    {...props}
    className="h-2 w-full appearance-none overflow-hidden rounded-full border border-edge bg-sunken indeterminate:animate-wait [&::-webkit-progress-bar]:bg-sunken indeterminate:[&::-webkit-progress-bar]:bg-accent [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent"
  />
)
