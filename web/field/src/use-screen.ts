import { type ShallowRef, shallowRef } from 'vue';

/** Runs a pure `update` behind a component: the model to draw, and the one way to change it. */
export const useScreen = <Model, Message, Effect>(
  first: Model,
  update: (model: Model, message: Message) => readonly [Model, readonly Effect[]],
  run: (effect: Effect, send: (message: Message) => void) => void,
): { readonly model: Readonly<ShallowRef<Model>>; readonly send: (message: Message) => void } => {
  const model: ShallowRef<Model> = shallowRef(first);
  const send = (message: Message): void => {
    const [next, effects] = update(model.value, message);
    model.value = next;
    for (const effect of effects) run(effect, send);
  };
  return { model, send };
};
