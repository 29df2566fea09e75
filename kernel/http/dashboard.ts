/** `/dashboard`: the widgets addons contribute, and their numbers. */
import { listWidgets, widgetData } from '../dashboards/widgets';
import { type KernelApp, parameters } from './context';

export function mountDashboard(app: KernelApp): void {
  app.get('/dashboard', (context) => context.json({ success: true, data: listWidgets(context.env.operation) }));
  app.get('/dashboard/data', async (context) => {
    const { operation } = context.env;
    const given = parameters(context).get('keys');
    const keys = given === null ? listWidgets(operation).map(({ key }) => String(key)) : given.split(',').map((key) => key.trim());
    return context.json({ success: true, data: await widgetData(operation, keys) });
  });
}
