import { useMemo } from 'react';
import { qrPath } from '../figures/qr-path.ts';

export interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** A QR code, drawn here: dark on white in both themes, as readers need it. */
export function QrCode({ text, label }: QrCodeProps) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg className="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
