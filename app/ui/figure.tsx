import type { ReactNode } from 'react'

type FigureProps = {
  src: string
  srcSet?: string
  alt: string
  width?: number
  height?: number
  children?: ReactNode
}

export function Figure({ src, srcSet, alt, width, height, children }: FigureProps) {
  return (
    <figure className="figure">
      <img
        src={src}
        srcSet={srcSet}
        sizes={srcSet ? '(min-width: 60rem) 45rem, 100vw' : undefined}
        alt={alt}
        width={width}
        height={height}
        loading="lazy"
        decoding="async"
      />
      {children ? <figcaption>{children}</figcaption> : null}
    </figure>
  )
}
