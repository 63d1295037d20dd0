package convert

import "context"

// ReadAll reads several paths, each as Read does, as one set in their order.
func ReadAll(ctx context.Context, paths []string, opts Options) (*Result, error) {
	if opts.MaxSize <= 0 {
		opts.MaxSize = DefaultMaxSize
	}
	r := &reader{opts: opts, result: &Result{Set: &Set{}}}
	for _, p := range paths {
		if err := r.path(ctx, p); err != nil {
			return nil, err
		}
	}
	return r.finish(), nil
}
