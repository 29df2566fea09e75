import { Button } from '@asteby/metacore-ui/primitives';
import { Check, Copy, SquarePen } from 'lucide-react';
import { Children, isValidElement, type ReactNode, useState } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { canBeTried } from '../../kernel/authoring/reference/example';
import { openDocument } from '../layout/layout';
import type { Document, Library } from './library';
import { destinationOf, headingId } from './links';
import { useDocsStrings } from './strings';
import { tryManifest, tryPart } from './try-example';

/** What stands in an element, as text. */
function textIn(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  return Children.toArray(isValidElement<{ children?: ReactNode }>(node) ? node.props.children : node)
    .map((child) => (typeof child === 'string' || isValidElement(child) ? textIn(child) : ''))
    .join('');
}

const PART = /^example=(\w+)$/;

/** What opens an example: the part of the contract that it shows, or itself where it is a whole manifest. */
function opener(code: string, meta: string, title: string): (() => Promise<void>) | null {
  const part = PART.exec(meta)?.[1];
  if (part !== undefined) return canBeTried(part) ? () => tryPart(part) : null;
  return code.includes('"apiVersion"') ? () => tryManifest(title, code) : null;
}

function CodeBlock({ code, meta, title }: { code: string; meta: string; title: string }) {
  const strings = useDocsStrings();
  const [isCopied, setIsCopied] = useState(false);
  const open = opener(code, meta, title);
  const copy = (): void => {
    navigator.clipboard.writeText(code).then(
      () => setIsCopied(true),
      // The browser keeps the clipboard from the page; the text can be selected.
      () => undefined,
    );
  };
  const CopyIcon = isCopied ? Check : Copy;
  return (
    <figure className="my-3 rounded-md border">
      <pre tabIndex={0} className="overflow-x-auto p-2 font-mono text-xs leading-5">
        <code>{code}</code>
      </pre>
      <figcaption className="flex gap-1 border-t p-1">
        {open && (
          <Button variant="outline" size="sm" className="h-7 text-xs" onClick={() => void open()}>
            <SquarePen className="size-3.5" aria-hidden /> {strings.tryIt}
          </Button>
        )}
        <Button variant="ghost" size="sm" className="h-7 text-xs" onClick={copy}>
          <CopyIcon className="size-3.5" aria-hidden /> {isCopied ? strings.copied : strings.copy}
        </Button>
      </figcaption>
    </figure>
  );
}

const LINK = 'text-primary underline underline-offset-2';

function Link({ href, from, library, children }: { href: string; from: string; library: Library; children: ReactNode }) {
  const destination = destinationOf(href, from, (id) => library.find(id) !== undefined);
  if (destination.kind === 'nowhere') return children;
  if (destination.kind === 'outside')
    return (
      <a href={destination.address} target="_blank" rel="noreferrer" className={LINK}>
        {children}
      </a>
    );
  const { heading } = destination;
  const go = (): void => {
    if (destination.kind === 'document') openDocument(destination.id);
    if (heading !== '') requestAnimationFrame(() => document.getElementById(`docs-${heading}`)?.scrollIntoView());
  };
  return (
    <button type="button" className={`${LINK} inline text-left`} onClick={go}>
      {children}
    </button>
  );
}

/** A heading below the panel's own. */
function heading(level: 3 | 4 | 5, look: string): (props: { children?: ReactNode }) => ReactNode {
  return function Heading({ children }) {
    const Tag = `h${level}` as const;
    return (
      <Tag id={`docs-${headingId(textIn(children))}`} className={look}>
        {children}
      </Tag>
    );
  };
}

function componentsFor(shown: Document, library: Library): Components {
  return {
    h1: heading(3, 'mb-2 text-base font-semibold'),
    h2: heading(4, 'mt-5 mb-1.5 text-sm font-semibold'),
    h3: heading(5, 'mt-4 mb-1 text-sm font-medium'),
    p: ({ children }) => <p className="my-2">{children}</p>,
    ul: ({ children }) => <ul className="my-2 list-disc pl-5">{children}</ul>,
    ol: ({ children }) => <ol className="my-2 list-decimal pl-5">{children}</ol>,
    li: ({ children }) => <li className="my-1">{children}</li>,
    blockquote: ({ children }) => <blockquote className="border-primary my-3 border-l-2 pl-3">{children}</blockquote>,
    table: ({ children }) => (
      <div tabIndex={0} role="group" className="my-3 overflow-x-auto rounded-md border">
        <table className="w-full text-xs">{children}</table>
      </div>
    ),
    th: ({ children }) => <th className="bg-muted px-2 py-1 text-left font-medium">{children}</th>,
    td: ({ children }) => <td className="border-t px-2 py-1 align-top">{children}</td>,
    a: ({ href = '', children }) => (
      <Link href={href} from={shown.id} library={library}>
        {children}
      </Link>
    ),
    // Pictures stand in the repository alone.
    img: ({ alt }) => <em>{alt}</em>,
    code: ({ children }) => <code className="bg-muted rounded px-1 font-mono text-[0.9em] break-words">{children}</code>,
    pre: ({ node, children }) => {
      const data = node?.children[0]?.data as { meta?: string } | undefined;
      return <CodeBlock code={textIn(children).replace(/\n$/, '')} meta={data?.meta ?? ''} title={shown.title} />;
    },
  };
}

/** A document as prose. HTML in it is left out: it is made of elements, never of markup. */
export function Markdown({ shown, library }: { shown: Document; library: Library }) {
  return (
    <ReactMarkdown skipHtml remarkPlugins={[remarkGfm]} components={componentsFor(shown, library)} urlTransform={(url) => url}>
      {shown.text}
    </ReactMarkdown>
  );
}
