/** An arrow from one to the other, in text direction. */
export const Onward = () => <span className="inline-block rtl:-scale-x-100">→</span>
