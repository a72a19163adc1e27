/** Name and sign of the product. */
export function Wordmark() {
  return (
    <span className="wordmark">
      <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
        <path d="M4 17a8 8 0 0 1 16 0" className="wordmark-dial" />
        <path d="M12 17l4.5-5.5" className="wordmark-needle" />
      </svg>
      Fuelgauge
    </span>
  );
}
