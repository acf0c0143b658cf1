import type { ComponentProps } from 'react'

/**
 * A progress bar; without `value` the bar only shows that work goes on. The bar is styled here, because each browser
 * draws it differently.
 */
export const Progress = (props: Omit<ComponentProps<'progress'>, 'className'>) => (
  <progress
    {...props}
    className="h-2 w-full appearance-none overflow-hidden rounded-full border border-edge bg-sunken indeterminate:animate-wait [&::-webkit-progress-bar]:bg-sunken indeterminate:[&::-webkit-progress-bar]:bg-accent [&::-webkit-progress-value]:bg-accent [&::-moz-progress-bar]:bg-accent"
  />
)
