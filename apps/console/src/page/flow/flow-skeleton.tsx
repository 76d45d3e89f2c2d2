import { Skeleton, SkeletonBlock } from '../frame/skeleton.tsx';

const parts = ['source', 'raw', 'validator', 'clean', 'loader', 'warehouse'];

/** Banner and picture, as high as they will be. */
export function FlowSkeleton() {
  return (
    <Skeleton>
      <div class="flow-skeleton">
        <SkeletonBlock wide />
        {parts.map((part) => (
          <SkeletonBlock key={part} />
        ))}
      </div>
    </Skeleton>
  );
}
