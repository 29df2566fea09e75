import type { ExplainAnswer } from '../../kernel/console/query';
import type { PlanNode } from '../../kernel/console/plan';
import { useDataStrings } from './strings';

function Node({ node }: { node: PlanNode }) {
  const strings = useDataStrings();
  return (
    <li>
      <p className="[overflow-wrap:anywhere]">
        <span className="font-medium">{node.type}</span> {node.on}{' '}
        <span className="text-muted-foreground">
          {strings.cost(node.cost, node.rows)}
          {node.actual && ` · ${strings.actual(node.actual.rows, node.actual.milliseconds, node.actual.loops)}`}
        </span>
      </p>
      {node.details.length > 0 && (
        <p className="text-muted-foreground font-mono [overflow-wrap:anywhere]">
          {node.details.map(({ name, text }) => `${name}: ${text}`).join(' · ')}
        </p>
      )}
      {node.children.length > 0 && (
        <ul className="ml-2 border-l pl-3">
          {node.children.map((child, index) => (
            <Node key={index} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** PostgreSQL's plan of a statement: each step above those that feed it. */
export function PlanTree({ answer }: { answer: ExplainAnswer }) {
  const strings = useDataStrings();
  const times = strings.times(answer.planningMs, answer.executionMs);
  return (
    <div role="region" aria-label={strings.plan} tabIndex={0} className="h-full overflow-auto p-2 text-xs">
      <ul>
        <Node node={answer.plan} />
      </ul>
      {times !== '' && <p className="text-muted-foreground mt-2">{times}</p>}
    </div>
  );
}
