import { closestCenter, DndContext, type DragEndEvent, KeyboardSensor, PointerSensor, useSensor, useSensors } from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { GripVertical } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';

/** A list whose entries can be dragged to another place, with the pointer or with the keyboard. */
export function SortableList({
  ids,
  onMove,
  children,
}: {
  ids: readonly string[];
  onMove: (from: number, to: number) => void;
  children: ReactNode;
}) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const drop = ({ active, over }: DragEndEvent): void => {
    const [from, to] = [ids.indexOf(String(active.id)), over === null ? -1 : ids.indexOf(String(over.id))];
    if (from >= 0 && to >= 0 && from !== to) onMove(from, to);
  };
  return (
    <DndContext sensors={sensors} collisionDetection={closestCenter} onDragEnd={drop}>
      <SortableContext items={[...ids]} strategy={verticalListSortingStrategy}>
        {children}
      </SortableContext>
    </DndContext>
  );
}

interface SortableItem {
  setNodeRef: (node: HTMLElement | null) => void;
  style: CSSProperties;
  handle: ReactNode;
}

/** What an entry of a sortable list needs: where it is put while it is dragged, and its handle. */
export function useSortableItem(id: string, name: string, disabled: boolean): SortableItem {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id, disabled });
  return {
    setNodeRef,
    style: {
      transform: transform === null ? undefined : `translate3d(0, ${String(transform.y)}px, 0)`,
      transition,
      ...(isDragging && { zIndex: 10, position: 'relative', opacity: 0.85 }),
    },
    handle: (
      <button
        type="button"
        ref={setActivatorNodeRef}
        {...attributes}
        {...listeners}
        aria-label={name}
        title={name}
        disabled={disabled}
        className="text-muted-foreground/60 hover:text-foreground focus-visible:ring-ring flex h-7 w-6 cursor-grab touch-none items-center justify-center rounded-sm outline-none focus-visible:ring-2 active:cursor-grabbing disabled:opacity-0"
      >
        <GripVertical className="size-3.5" aria-hidden />
      </button>
    ),
  };
}
