/** From one to the other, in the way that the words run. */
export const Onward = () => <span className="inline-block rtl:-scale-x-100">→</span>
