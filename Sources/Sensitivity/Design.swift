/// Which points to look at.
public enum Design {}
