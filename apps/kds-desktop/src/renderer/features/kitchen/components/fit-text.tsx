import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** A name that is never cut: shrinks to 85 %, then wraps. Fits anew at each render; `width` is there to cause one. */
export function FitText({ children, className = '' }: { readonly children: ReactNode; readonly className?: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = ref.current;
    if (element === null) return;
    delete element.dataset.fit;
    if (element.scrollWidth > element.clientWidth) element.dataset.fit = 'shrunk';
  });
  return (
    <span ref={ref} className={`fit-name ${className}`}>
      {children}
    </span>
  );
}
