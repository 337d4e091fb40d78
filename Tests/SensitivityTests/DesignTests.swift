import Sensitivity
import Testing
