import { modelNamed } from '../operation/operation';
import { options, search } from '../dynamic/options';
import { type KernelApp, parameters } from './context';

/** `/options/:model` and `/search/:model`: choices for pickers and filters. */
export function mountChoices(app: KernelApp): void {
  app.get('/options/:model', async (context) => {
    const { operation } = context.env;
    const answer = await options(operation, modelNamed(operation, context.req.param('model')), parameters(context));
    return context.json({ success: true, data: answer.options, meta: { type: answer.type, count: answer.options.length } });
  });
  app.get('/search/:model', async (context) => {
    const { operation } = context.env;
    return context.json({
      success: true,
      data: await search(operation, modelNamed(operation, context.req.param('model')), parameters(context)),
    });
  });
}
