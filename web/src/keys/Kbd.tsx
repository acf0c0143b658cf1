/** Shows a key as it is labelled on the keyboard. */
export const Kbd = ({ children }: { children: string }) => (
  <kbd className="inline-block min-w-7 rounded-control border border-edge bg-sunken px-1.5 text-center font-sans text-small text-ink">
    {children}
  </kbd>
)
