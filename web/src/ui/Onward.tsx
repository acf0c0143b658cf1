/** An arrow from the left item to the right one, which is mirrored in right-to-left text. */
export const Onward = () => <span className="inline-block rtl:-scale-x-100">→</span>
