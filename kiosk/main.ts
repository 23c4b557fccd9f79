import '#ui/mark.ts';
