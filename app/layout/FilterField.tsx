interface Props {
  /** Its name, and what stands in it while nothing is typed. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

/** What narrows a list down, above it. */
export function FilterField({ label, value, onChange, className = '' }: Props) {
  return (
    <input
      type="search"
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={`bg-background text-foreground min-h-7 rounded border px-2 text-xs ${className}`}
    />
  );
}
